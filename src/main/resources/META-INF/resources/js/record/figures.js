const DEFAULTS = { locale: document.documentElement.lang, distanceUnit: "km", speedUnit: "km/h", speedFactor: 3.6, twelveHours: false, timeZone: undefined }
const METERS_PER = { km: 1000, mi: 1609.344 }
const METERS_PER_FOOT = 0.3048

/** Figures as the reader writes them; until a reader is known, as usual in the language of the page. */
export class Figures {
  #reader

  constructor(reader) {
    this.#reader = { ...DEFAULTS, ...reader }
  }

  distance(meters) {
    const { distanceUnit } = this.#reader
    const short = distanceUnit === "mi" ? meters / METERS_PER_FOOT : meters
    if (short < 1000) {
      return this.length(meters)
    }
    return `${this.#number(meters / METERS_PER[distanceUnit], 1)}\u00a0${distanceUnit}`
  }

  length(meters) {
    const feet = this.#reader.distanceUnit === "mi"
    return `${this.#number(feet ? meters / METERS_PER_FOOT : meters, 0)}\u00a0${feet ? "ft" : "m"}`
  }

  speed(metersPerSecond) {
    const { speedFactor, speedUnit } = this.#reader
    return metersPerSecond === undefined ? "–" : `${this.#number(metersPerSecond * speedFactor, 0)}\u00a0${speedUnit}`
  }

  /** "45 s", "21 min", "1 h 05 min". */
  duration(millis) {
    const seconds = Math.max(0, Math.floor(millis / 1000))
    const minutes = Math.floor(seconds / 60)
    if (minutes === 0) {
      return `${seconds}\u00a0s`
    }
    return minutes < 60 ? `${minutes}\u00a0min` : `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, "0")}\u00a0min`
  }

  time(millis) {
    const { locale, twelveHours, timeZone } = this.#reader
    return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: twelveHours ? "h12" : "h23", timeZone }).format(millis)
  }

  /** With its day, for what may be of another. */
  fullTime(millis) {
    const { locale, twelveHours, timeZone } = this.#reader
    return new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: twelveHours ? "h12" : "h23", timeZone }).format(millis)
  }

  count(value) {
    return this.#number(value, 0)
  }

  #number(value, decimals) {
    return new Intl.NumberFormat(this.#reader.locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value)
  }
}
