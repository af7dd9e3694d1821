import { address } from "./address.js"

const TICK_MS = 1_000

/** The fleet for a screen on the wall: only the map, the counters and the clock, over the full screen. The address can open it so. */
export class Wall {
  #page
  #settings
  #timer = 0

  constructor(page, settings) {
    this.#page = page
    this.#settings = settings
  }

  start() {
    this.#button.addEventListener("click", this.toggle)
    document.addEventListener("fullscreenchange", this.#left)
    if (address.read("wall") !== null) {
      this.#set(true)
    }
  }

  stop() {
    this.#button.removeEventListener("click", this.toggle)
    document.removeEventListener("fullscreenchange", this.#left)
    clearInterval(this.#timer)
  }

  get on() {
    return this.#page.classList.contains("is-wall")
  }

  toggle = async () => {
    const on = !this.on
    this.#set(on)
    if (on) {
      await document.documentElement.requestFullscreen?.().catch(() => {})
    } else if (document.fullscreenElement) {
      await document.exitFullscreen()
    }
  }

  #left = () => {
    if (!document.fullscreenElement && this.on) {
      this.#set(false)
    }
  }

  #set(on) {
    this.#page.classList.toggle("is-wall", on)
    document.documentElement.classList.toggle("has-wall", on)
    this.#button.setAttribute("aria-pressed", String(on))
    address.write("wall", on ? "yes" : null)
    clearInterval(this.#timer)
    if (on) {
      this.#timer = setInterval(this.#tick, TICK_MS)
      this.#tick()
    }
    dispatchEvent(new Event("resize"))
  }

  #tick = () => {
    this.#page.querySelector("[data-wall-clock]").textContent = this.#settings.time(Date.now())
  }

  get #button() {
    return this.#page.querySelector("[data-wall]")
  }
}
