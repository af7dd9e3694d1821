import { age, stateOf } from "./device-state.js"

const TICK_MS = 5_000

/** The list of devices with its search and its counters, which are also its filters. */
export class DeviceList {
  #list
  #page
  #devices
  #rows
  #filter = "all"
  #timer = 0
  #ages = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short" })
  #speeds = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 0 })

  constructor(page, devices) {
    this.#page = page
    this.#list = page.querySelector("[data-devices]")
    this.#devices = devices
    this.#rows = new Map([...this.#list.children].map(row => [row.dataset.device, row]))
  }

  start() {
    this.#devices.addEventListener("change", this.#refresh)
    this.#page.addEventListener("click", this.#choose)
    this.#page.addEventListener("input", this.#refresh)
    this.#timer = setInterval(this.#refresh, TICK_MS)
    this.#refresh()
  }

  stop() {
    this.#devices.removeEventListener("change", this.#refresh)
    this.#page.removeEventListener("click", this.#choose)
    this.#page.removeEventListener("input", this.#refresh)
    clearInterval(this.#timer)
  }

  #choose = event => {
    const button = event.target.closest("[data-filter]")
    if (button) {
      this.#filter = button.dataset.filter
      this.#page.querySelectorAll("[data-filter]").forEach(b => b.setAttribute("aria-pressed", String(b === button)))
      this.#refresh()
    }
  }

  #refresh = () => {
    const now = Date.now()
    const words = this.#page.querySelector("[data-search]").value.trim().toLocaleLowerCase()
    const counts = { all: 0, driving: 0, stopped: 0, offline: 0 }
    let shown = 0
    for (const device of this.#devices.all) {
      const row = this.#rows.get(device.deviceId) ?? this.#add(device)
      const state = stateOf(device, now)
      counts.all++
      counts[state]++
      this.#write(row, device, state, now)
      row.hidden = !((this.#filter === "all" || this.#filter === state) && row.textContent.toLocaleLowerCase().includes(words))
      shown += row.hidden ? 0 : 1
    }
    for (const button of this.#page.querySelectorAll("[data-filter]")) {
      button.querySelector("[data-count]").textContent = this.#speeds.format(counts[button.dataset.filter])
    }
    this.#page.querySelector("[data-empty]").hidden = counts.all > 0
    this.#page.querySelector("[data-no-match]").hidden = counts.all === 0 || shown > 0
  }

  #write(row, device, state, now) {
    row.className = `device is-${state}${row.classList.contains("is-near") ? " is-near" : ""}`
    const find = part => row.querySelector(`.device__${part}`)
    const speed = device.speed === null ? "–" : `${this.#speeds.format(device.speed * 3.6)}\u00a0km/h`
    find("speed").textContent = state === "driving" ? speed : this.#list.dataset[state]
    find("age").textContent = age(device.time, now, this.#ages)
    find("age").dateTime = device.time
  }

  #add(device) {
    const row = document.querySelector("[data-device-template]").content.firstElementChild.cloneNode(true)
    row.dataset.device = device.deviceId
    row.querySelector(".device__name").textContent = device.name
    row.querySelector(".device__user").textContent = device.userName
    row.firstElementChild.href = `/days?device=${encodeURIComponent(device.deviceId)}`
    this.#list.append(row)
    this.#rows.set(device.deviceId, row)
    return row
  }
}
