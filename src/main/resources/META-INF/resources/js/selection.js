/**
 * Which line of the day is selected and which one the pointer is near: the one thing that timeline, bar and map share.
 * The selection is also the page's fragment, so that a link leads to a trip and "back" leads out of it.
 */
export class Selection extends EventTarget {
  #selected = null
  #near = null
  #ids

  constructor(ids) {
    super()
    this.#ids = ids
  }

  get selected() {
    return this.#selected
  }

  get near() {
    return this.#near
  }

  start() {
    addEventListener("popstate", this.#readAddress)
    addEventListener("hashchange", this.#readAddress)
    this.#readAddress()
  }

  stop() {
    removeEventListener("popstate", this.#readAddress)
    removeEventListener("hashchange", this.#readAddress)
  }

  /** @param {string|null} id null for the whole day */
  select(id) {
    if (id === this.#selected) {
      // Asked for again: the map returns to it.
      this.dispatchEvent(new Event("select"))
      return
    }
    const address = id ? `#${id}` : location.pathname + location.search
    // Entering a trip is a step to come back from; walking on from one to the next is not.
    if (this.#selected === null) {
      history.pushState(null, "", address)
    } else {
      history.replaceState(null, "", address)
    }
    this.#set(id)
  }

  toggle(id) {
    this.select(id === this.#selected ? null : id)
  }

  /** The neighbour of the selected line; the first or last one where nothing is selected. */
  step(by) {
    const at = this.#ids.indexOf(this.#selected)
    const next = at < 0 ? (by > 0 ? 0 : this.#ids.length - 1) : at + by
    if (this.#ids[next]) {
      this.select(this.#ids[next])
    }
  }

  hover(id) {
    if (id !== this.#near) {
      this.#near = id
      this.dispatchEvent(new Event("near"))
    }
  }

  #readAddress = () => {
    const id = decodeURIComponent(location.hash.slice(1))
    this.#set(this.#ids.includes(id) ? id : null)
  }

  #set(id) {
    if (id !== this.#selected) {
      this.#selected = id
      this.dispatchEvent(new Event("select"))
    }
  }
}
