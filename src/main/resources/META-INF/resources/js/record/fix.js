/**
 * Browsers state a radius that holds the place in 95 of 100 cases, Rumbo keeps one of 68. For errors that spread alike in both
 * directions (Rayleigh) a share p lies within sigma times the root of -2 ln(1 - p).
 */
const RADIUS_OF_68_IN_95 = Math.sqrt(Math.log(1 - 0.68) / Math.log(1 - 0.95))

const atLeast = (name, value, least) => (Number.isFinite(value) && value >= least ? { [name]: value } : {})

/** A GeolocationPosition in the words and units of /api/v1/positions; what the sensor does not know is left out. */
export function toPosition({ coords, timestamp }) {
  return {
    time: new Date(timestamp).toISOString(),
    lat: coords.latitude,
    lon: coords.longitude,
    ...atLeast("speed", coords.speed ?? NaN, 0),
    ...atLeast("course", coords.heading ?? NaN, 0),
    ...atLeast("altitude", coords.altitude ?? NaN, -Infinity),
    ...atLeast("accuracy", (coords.accuracy || NaN) * RADIUS_OF_68_IN_95, 0),
  }
}
