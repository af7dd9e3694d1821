const EARTH_RADIUS_M = 6_371_008.8
const SHORTEST_LEG_M = 10
const VAGUE_M = 60
const RADIANS = Math.PI / 180

/** Metres along a great circle of a sphere: within half a percent of the ellipsoid. */
export function metersBetween(a, b) {
  const sin2 = degrees => Math.sin((degrees * RADIANS) / 2) ** 2
  const h = sin2(b.lat - a.lat) + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sin2(b.lon - a.lon)
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/**
 * Adds a position to { meters, anchor }: a leg counts once it is longer than the sensor's doubt, so that a standing car stays where
 * it is. Preliminary on purpose: the server measures what was driven.
 */
export function addLeg({ meters, anchor }, position) {
  const doubt = position.accuracy ?? 0
  if (doubt > VAGUE_M) {
    return { meters, anchor }
  }
  const here = { lat: position.lat, lon: position.lon }
  const leg = anchor ? metersBetween(anchor, here) : 0
  return anchor && leg < Math.max(SHORTEST_LEG_M, doubt) ? { meters, anchor } : { meters: meters + leg, anchor: here }
}
