import { address } from "./address.js"
import { stateOf } from "./device-state.js"

const TICK_MS = 5_000
const LONGEST_PAUSE_MS = 1_000
const STATES = ["all", "driving", "stopped", "offline"]

/**
 * What of the fleet is looked at: state, words, the selected device and whether the map follows it. All of it stands in the address.
 * Says "shown" when the devices that pass have changed, at most once a second, and "select" when another one is selected.
 */
export class FleetView extends EventTarget {
  #page
  #devices
  #state
  #words
  #selected
  #follows
  #shown = []
  #order = []
  #states = new Map()
  #timer = 0
  #due = 0
  #collator = new Intl.Collator(document.documentElement.lang, { numeric: true })

  constructor(page, devices) {
    super()
    this.#page = page
    this.#devices = devices
    this.#state = STATES.includes(address.read("state")) ? address.read("state") : "all"
    this.#words = address.read("q") ?? ""
    this.#selected = address.read("device")
    this.#follows = address.read("follow") === "yes"
  }

  start() {
    this.#search.value = this.#words
    this.#page.addEventListener("click", this.#choose)
    this.#search.addEventListener("input", this.#type)
    this.#devices.addEventListener("change", this.#soon)
    this.#timer = setInterval(this.#refresh, TICK_MS)
    this.#refresh()
    this.dispatchEvent(new Event("select"))
  }

  stop() {
    this.#page.removeEventListener("click", this.#choose)
    this.#search.removeEventListener("input", this.#type)
    this.#devices.removeEventListener("change", this.#soon)
    clearInterval(this.#timer)
    clearTimeout(this.#due)
  }

  /** Devices that pass the filter, by name. */
  get shown() {
    return this.#shown
  }

  get selected() {
    return this.#devices.get(this.#selected) ?? null
  }

  get follows() {
    return this.#follows && this.selected !== null
  }

  set follows(wanted) {
    this.#follows = wanted
    address.write("follow", wanted ? "yes" : null)
    this.dispatchEvent(new Event("select"))
  }

  /** "driving", "stopped", "offline" or "hidden", as last worked out. */
  state(device) {
    return this.#states.get(device.deviceId) ?? stateOf(device, Date.now())
  }

  /** @param {string|null} id null for none */
  select(id) {
    this.#selected = id
    if (id === null) {
      this.#follows = false
      address.write("follow", null)
    }
    address.write("device", id)
    this.dispatchEvent(new Event("select"))
  }

  /** The neighbour of the selected device among those shown. */
  step(by) {
    const at = this.#shown.findIndex(device => device.deviceId === this.#selected)
    const next = this.#shown[at < 0 ? (by > 0 ? 0 : this.#shown.length - 1) : at + by]
    if (next) {
      this.select(next.deviceId)
    }
  }

  get #search() {
    return this.#page.querySelector("[data-search]")
  }

  #choose = event => {
    const button = event.target.closest("[data-filter]")
    if (button) {
      this.#state = button.dataset.filter
      address.write("state", this.#state === "all" ? null : this.#state)
      this.#refresh()
    }
  }

  #type = () => {
    this.#words = this.#search.value
    address.write("q", this.#words.trim() || null)
    this.#refresh()
  }

  #soon = () => {
    this.#due ||= setTimeout(this.#refresh, LONGEST_PAUSE_MS)
  }

  /** All devices by name; comparing thousands of names takes long, and they stay where they are. */
  #inOrder() {
    if (this.#order.length !== this.#devices.size) {
      this.#order = [...this.#devices.all]
        .sort((a, b) => this.#collator.compare(a.name, b.name) || (a.deviceId < b.deviceId ? -1 : 1))
        .map(device => device.deviceId)
    }
    return this.#order.map(id => this.#devices.get(id))
  }

  #refresh = () => {
    clearTimeout(this.#due)
    this.#due = 0
    const now = Date.now()
    const words = this.#words.trim().toLocaleLowerCase()
    const counts = { all: 0, driving: 0, stopped: 0, offline: 0, hidden: 0 }
    const shown = []
    for (const device of this.#inOrder()) {
      const state = stateOf(device, now)
      this.#states.set(device.deviceId, state)
      counts.all++
      counts[state]++
      device.words ??= `${device.name} ${device.userName}`.toLocaleLowerCase()
      if ((this.#state === "all" || this.#state === state) && device.words.includes(words)) {
        shown.push(device)
      }
    }
    this.#shown = shown
    for (const button of this.#page.querySelectorAll("[data-filter]")) {
      button.querySelector("[data-count]").textContent = counts[button.dataset.filter].toLocaleString(document.documentElement.lang)
      button.setAttribute("aria-pressed", String(button.dataset.filter === this.#state))
    }
    this.#page.querySelector("[data-empty]").hidden = counts.all > 0
    this.#page.querySelector("[data-no-match]").hidden = counts.all === 0 || shown.length > 0
    this.dispatchEvent(new Event("shown"))
  }
}
