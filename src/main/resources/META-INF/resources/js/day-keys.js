import { keysAreOn, switchKeys } from "./keys.js"

/**
 * Keys of the day page. Up and down walk the lines, Escape shows the whole day, left and right turn the pages; the sheet behind
 * "?" lists them and can switch them off, for those who speak to their computer.
 */
export class DayKeys {
  #page
  #selection
  #clock
  #replay
  #sheet
  #picker

  constructor(page, { selection, clock, replay, sheet, picker }) {
    this.#page = page
    this.#selection = selection
    this.#clock = clock
    this.#replay = replay
    this.#sheet = sheet
    this.#picker = picker
  }

  start() {
    document.addEventListener("keydown", this.#press)
    this.#switch.checked = keysAreOn()
    this.#switch.addEventListener("change", this.#remember)
    document.querySelector("[data-shortcuts-open]").addEventListener("click", this.#open)
  }

  stop() {
    document.removeEventListener("keydown", this.#press)
    this.#switch.removeEventListener("change", this.#remember)
    document.querySelector("[data-shortcuts-open]").removeEventListener("click", this.#open)
  }

  get #switch() {
    return this.#sheet.querySelector("[data-keys-on]")
  }

  #remember = () => switchKeys(this.#switch.checked)

  #open = () => this.#sheet.showModal()

  #press = event => {
    if (event.altKey || event.ctrlKey || event.metaKey || this.#sheet.open) {
      return
    }
    const target = event.target.closest?.("input, select, textarea, dialog, .leaflet-container, .profile__scroll")
    if (event.key === "Escape" && !target?.matches("dialog")) {
      this.#escape()
      return
    }
    const pressing = event.key === " " && event.target.closest?.("button, summary, a")
    const action = target || pressing || !keysAreOn() ? undefined : this.#actions[event.key]
    if (action) {
      event.preventDefault()
      action()
    }
  }

  #escape() {
    if (this.#picker.open) {
      this.#picker.close()
    } else {
      this.#selection.select(null)
    }
  }

  #actions = {
    ArrowDown: () => this.#selection.step(1),
    ArrowUp: () => this.#selection.step(-1),
    ArrowLeft: () => location.assign(this.#page.dataset.previous),
    ArrowRight: () => location.assign(this.#page.dataset.next),
    t: () => location.assign(this.#page.dataset.today),
    g: () => this.#picker.show(),
    " ": () => this.#replay?.toggle(),
    ",": () => this.#turn(-60_000),
    ".": () => this.#turn(60_000),
    "?": () => this.#open(),
  }

  #turn(millis) {
    if (this.#clock.set !== null) {
      this.#clock.moveTo(this.#clock.set + millis)
    }
  }
}
