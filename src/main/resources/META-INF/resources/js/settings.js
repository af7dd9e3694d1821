/** What the page says about the day and its reader, and figures as that reader writes them. */
export class Settings {
  #data
  #clock = null
  #offsets
  #number = new Map()

  constructor(element) {
    this.#data = element.dataset
    this.#offsets = this.#data.offsets.split(" ").map(entry => entry.split(":").map(Number))
    this.start = Number(this.#data.start)
    this.end = Number(this.#data.end)
    this.speedUnit = this.#data.speedUnit
    this.speedFactor = Number(this.#data.speedFactor)
    this.speedLimits = (this.#data.speedLimits ?? "").trim().split(/\s+/).map(Number)
    this.miles = this.#data.distanceUnit === "mi"
    this.lengthUnit = this.#data.lengthUnit
  }

  /** "07:42:09" or "7:42:09 AM", in the zone of the day. */
  time(millis) {
    const twelve = this.#data.twelve === "true"
    this.#clock ??= new Intl.DateTimeFormat(this.#data.locale, {
      timeZone: "UTC", hour: twelve ? "numeric" : "2-digit", minute: "2-digit", second: "2-digit", hourCycle: twelve ? "h12" : "h23",
    })
    return this.#clock.format(this.#local(millis))
  }

  /** "07:42:09", as a field for a time wants it. */
  fieldTime(millis) {
    return new Date(this.#local(millis)).toISOString().slice(11, 19)
  }

  /** By the server's rules of the zone: the browser may know others, and the page must not tell two times. */
  #local(millis) {
    const [, seconds] = this.#offsets.findLast(([from]) => from <= millis) ?? this.#offsets[0]
    return millis + seconds * 1000
  }

  /** "64 km/h", or a dash for what nobody knows. */
  speed(metersPerSecond) {
    return metersPerSecond === null ? "–" : `${this.number(metersPerSecond * this.speedFactor)}\u00a0${this.speedUnit}`
  }

  /** "83 m" above the sea. */
  altitude(meters) {
    return meters === null ? "–" : `${this.number(this.length(meters))}\u00a0${this.lengthUnit}`
  }

  length(meters) {
    return this.miles ? meters / 0.3048 : meters
  }

  number(value, decimals = 0) {
    if (!this.#number.has(decimals)) {
      this.#number.set(decimals, new Intl.NumberFormat(this.#data.locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }))
    }
    return this.#number.get(decimals).format(value)
  }
}
