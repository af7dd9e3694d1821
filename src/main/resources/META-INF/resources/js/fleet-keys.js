/** Keys of the fleet page: "/" searches, up and down walk the devices, f follows, w is for the wall, Escape lets go. */
export class FleetKeys {
  #search
  #view
  #wall

  constructor(search, { view, wall }) {
    this.#search = search
    this.#view = view
    this.#wall = wall
  }

  start() {
    document.addEventListener("keydown", this.#press)
  }

  stop() {
    document.removeEventListener("keydown", this.#press)
  }

  #press = event => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return
    }
    if (event.key === "Escape") {
      this.#escape(event.target)
      return
    }
    const taken = localStorage.getItem("rumbo.keys") === "off" || event.target.closest?.("input, select, textarea, .leaflet-container")
    const action = taken ? undefined : this.#actions[event.key]
    if (action) {
      event.preventDefault()
      action()
    }
  }

  #escape(target) {
    if (this.#wall.on) {
      this.#wall.toggle()
    } else if (target === this.#search && this.#search.value) {
      this.#search.value = ""
      this.#search.dispatchEvent(new Event("input"))
    } else {
      this.#view.select(null)
    }
  }

  #actions = {
    "/": () => this.#search.focus(),
    ArrowDown: () => this.#view.step(1),
    ArrowUp: () => this.#view.step(-1),
    f: () => {
      this.#view.follows = !this.#view.follows
    },
    w: () => this.#wall.toggle(),
  }
}
