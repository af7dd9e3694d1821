import { keysAreOn } from "./keys.js"

/** Left and right turn to the page before and after, where the page has such links. */
export class TurningKeys {
  start() {
    document.addEventListener("keydown", this.#press)
  }

  stop() {
    document.removeEventListener("keydown", this.#press)
  }

  #press = event => {
    const name = { ArrowLeft: "previous", ArrowRight: "next" }[event.key]
    const busy = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
      || event.target.closest?.("input, select, textarea, dialog, table, .leaflet-container, [tabindex='0']")
    const link = name && !busy && keysAreOn() ? document.querySelector(`[data-${name}][href]`) : null
    if (link) {
      event.preventDefault()
      location.assign(link.href)
    }
  }
}
