import { address } from "./address.js"

/**
 * The moment of the day that bar, profile, map and replay share. The pointer shows one for as long as it rests there; a moment
 * that was set stays, and stands in the address.
 */
export class Clock extends EventTarget {
  #settings
  #set = null
  #hovered = null
  #writing = 0

  constructor(settings) {
    super()
    this.#settings = settings
  }

  /** Milliseconds since 1970, or null where no moment is shown. */
  get time() {
    return this.#hovered ?? this.#set
  }

  /** The moment that was set, whatever the pointer shows. */
  get set() {
    return this.#set
  }

  start() {
    const seconds = Number.parseInt(address.read("at") ?? "", 10)
    if (seconds >= 0) {
      this.moveTo(this.#settings.start + seconds * 1000)
    }
  }

  stop() {
    clearTimeout(this.#writing)
  }

  moveTo(time) {
    this.#set = time === null ? null : Math.max(this.#settings.start, Math.min(this.#settings.end, time))
    this.#hovered = null
    this.#tell()
    clearTimeout(this.#writing)
    this.#writing = setTimeout(this.#write, 250)
  }

  hover(time) {
    if (time !== this.#hovered) {
      this.#hovered = time
      this.#tell()
    }
  }

  #write = () => address.write("at", this.#set === null ? null : String(Math.round((this.#set - this.#settings.start) / 1000)))

  #tell() {
    this.dispatchEvent(new Event("tick"))
  }
}
