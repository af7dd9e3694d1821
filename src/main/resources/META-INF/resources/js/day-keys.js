/** Keys of the day page: up and down walk the lines, Escape shows the whole day, left and right turn the pages. */
export class DayKeys {
  #page
  #selection

  constructor(page, selection) {
    this.#page = page
    this.#selection = selection
  }

  start() {
    document.addEventListener("keydown", this.#press)
  }

  stop() {
    document.removeEventListener("keydown", this.#press)
  }

  #press = event => {
    const typing = event.target.closest?.("input, select, textarea, .leaflet-container")
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return
    }
    if (event.key === "Escape") {
      this.#selection.select(null)
      return
    }
    const action = typing ? undefined : this.#actions[event.key]
    if (action) {
      event.preventDefault()
      action()
    }
  }

  #actions = {
    ArrowDown: () => this.#selection.step(1),
    ArrowUp: () => this.#selection.step(-1),
    ArrowLeft: () => location.assign(this.#page.dataset.previous),
    ArrowRight: () => location.assign(this.#page.dataset.next),
  }
}
