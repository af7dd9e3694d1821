/** Keeps the screen on: browsers stop the sensor of a page that is not seen. */
export class WakeLock extends EventTarget {
  #wanted = false
  #lock = null
  /** "off", "held" or "refused". */
  state = "off"

  start() {
    this.#wanted = true
    document.addEventListener("visibilitychange", this.#ask)
    return this.#ask()
  }

  async stop() {
    this.#wanted = false
    document.removeEventListener("visibilitychange", this.#ask)
    await this.#lock?.release()
    this.#tell("off")
  }

  #ask = async () => {
    if (document.hidden || this.state === "held") {
      return
    }
    try {
      const lock = await navigator.wakeLock.request("screen")
      lock.addEventListener("release", () => this.#wanted && this.#tell("refused"))
      this.#lock = lock
      this.#tell("held")
      if (!this.#wanted) {
        await this.stop()
      }
    } catch {
      // A low battery, a setting or a browser without it: all the same to a driver.
      this.#tell("refused")
    }
  }

  #tell(state) {
    this.state = state
    this.dispatchEvent(new Event("change"))
  }
}
