/** Upper limits of the bands of colour in km/h; the last band has none. The legend in the template says the same. */
const LIMITS_KMH = [15, 30, 50, 70, 90, 120]

/** @param {number|null} metersPerSecond */
export function band(metersPerSecond) {
  if (metersPerSecond === null) {
    return "unknown"
  }
  const kmh = metersPerSecond * 3.6
  const found = LIMITS_KMH.findIndex(limit => kmh < limit)
  return found < 0 ? LIMITS_KMH.length : found
}

/**
 * Cuts a route into runs of one colour that share their ends.
 *
 * @param {Array<[number, number, number|null]>} points latitude, longitude, metres per second from here to the next
 */
export function runs(points) {
  const result = []
  for (let i = 0; i + 1 < points.length; i++) {
    const [lat, lng, speed] = points[i]
    const color = band(speed)
    let run = result.at(-1)
    if (run?.color !== color) {
      run = { color, path: [[lat, lng]] }
      result.push(run)
    }
    run.path.push([points[i + 1][0], points[i + 1][1]])
  }
  return result
}
