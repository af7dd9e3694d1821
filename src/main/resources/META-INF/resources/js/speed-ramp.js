/** Colours by speed: bands whose limits stand in the legend, in the reader's unit. */
export class SpeedRamp {
  #limits
  #factor

  constructor({ speedLimits, speedFactor }) {
    this.#limits = speedLimits
    this.#factor = speedFactor
  }

  /** @param {number|null} metersPerSecond */
  band(metersPerSecond) {
    if (metersPerSecond === null) {
      return "unknown"
    }
    const found = this.#limits.findIndex(limit => metersPerSecond * this.#factor < limit)
    return found < 0 ? this.#limits.length : found
  }

  /**
   * Cuts a route into runs of one colour that share their ends.
   *
   * @param {Array<[number, number, number|null]>} points latitude, longitude, metres per second from here to the next
   */
  runs(points) {
    const result = []
    for (let i = 0; i + 1 < points.length; i++) {
      const [lat, lng, speed] = points[i]
      const color = this.band(speed)
      let run = result.at(-1)
      if (run?.color !== color) {
        run = { color, path: [[lat, lng]] }
        result.push(run)
      }
      run.path.push([points[i + 1][0], points[i + 1][1]])
    }
    return result
  }
}
