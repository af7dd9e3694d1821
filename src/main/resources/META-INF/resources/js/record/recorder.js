import { toPosition } from "./fix.js"
import { addLeg } from "./odometer.js"

/** Longer than this nobody expects a recording to go on by itself. */
const FORGOTTEN_MS = 30 * 60_000
const OPTIONS = { enableHighAccuracy: true, maximumAge: 0 }

/** Takes what the sensor says and puts it into the store, across reloads. */
export class Recorder extends EventTarget {
  #store
  #watch = null
  #unsaved = []
  #saving = Promise.resolve()
  /** { startedAt, lastAt, meters, anchor, count }, or null where nothing is recorded. */
  recording = null
  /** The newest position of this page's life. */
  position = null
  /** "none", "denied", "unavailable" or "unsaved". */
  trouble = "none"

  constructor(store) {
    super()
    this.#store = store
  }

  /** Whether the sensor is listened to. */
  get running() {
    return this.#watch !== null
  }

  /**
   * Takes up what a reload or a crash cut off.
   *
   * @returns {Promise<"none"|"resumed"|"asking">} "asking" where that is so long ago that the driver decides
   */
  async takeUp() {
    this.recording = (await this.#store.setting("recording")) ?? null
    if (!this.recording) {
      return "none"
    }
    if (Date.now() - this.recording.lastAt > FORGOTTEN_MS) {
      return "asking"
    }
    this.listen()
    return "resumed"
  }

  async start() {
    this.recording = { startedAt: Date.now(), lastAt: Date.now(), meters: 0, anchor: null, count: 0 }
    this.listen()
    await this.#store.change("recording", this.recording)
  }

  listen() {
    this.#watch = navigator.geolocation.watchPosition(this.#fixed, this.#failed, OPTIONS)
    this.#tell()
  }

  async stop() {
    this.#silence()
    await this.#saving.then(this.#save)
    this.recording = null
    this.position = null
    await this.#store.change("recording", undefined)
    this.#tell()
  }

  #silence() {
    if (this.#watch !== null) {
      navigator.geolocation.clearWatch(this.#watch)
      this.#watch = null
    }
  }

  #fixed = fix => {
    const position = toPosition(fix)
    if (position.time === this.position?.time) {
      return
    }
    this.position = position
    this.trouble = "none"
    const { meters, anchor } = addLeg(this.recording, position)
    this.recording = { ...this.recording, meters, anchor, lastAt: Date.now(), count: this.recording.count + 1 }
    this.#unsaved.push(position)
    this.#saving = this.#saving.then(this.#save)
    this.#tell()
  }

  /** What could not be stored waits for the next position to be tried again. */
  #save = async () => {
    const positions = this.#unsaved
    if (positions.length === 0) {
      return
    }
    this.#unsaved = []
    try {
      await this.#store.add(positions, this.recording)
    } catch (failure) {
      console.error(failure)
      this.#unsaved = [...positions, ...this.#unsaved]
      this.trouble = "unsaved"
    }
    this.#tell()
  }

  #failed = error => {
    this.trouble = error.code === error.PERMISSION_DENIED ? "denied" : "unavailable"
    if (this.trouble === "denied") {
      this.#silence()
    }
    this.#tell()
  }

  #tell() {
    this.dispatchEvent(new Event("change"))
  }
}
