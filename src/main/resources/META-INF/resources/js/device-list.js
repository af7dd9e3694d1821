import { age } from "./device-state.js"

const SPARE_ROWS = 6

/**
 * The devices that the filter lets through, as a list of which only the part in sight is in the page: five thousand rows would make every
 * change slow. Place and length of each row in the whole list are told to screen readers.
 */
export class DeviceList {
  #list
  #template
  #bars
  #devices
  #view
  #settings
  #rows = new Map()
  #height = 0
  #ages = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short", numeric: "auto" })

  constructor(list, template, bars, { devices, view, settings }) {
    this.#list = list
    this.#template = template.content.firstElementChild
    this.#bars = bars
    this.#devices = devices
    this.#view = view
    this.#settings = settings
  }

  start() {
    this.#view.addEventListener("shown", this.#draw)
    this.#view.addEventListener("select", this.#showSelected)
    this.#list.addEventListener("scroll", this.#draw, { passive: true })
    this.#list.addEventListener("click", this.#click)
    addEventListener("resize", this.#draw)
  }

  stop() {
    this.#view.removeEventListener("shown", this.#draw)
    this.#view.removeEventListener("select", this.#showSelected)
    this.#list.removeEventListener("scroll", this.#draw)
    this.#list.removeEventListener("click", this.#click)
    removeEventListener("resize", this.#draw)
  }

  #click = event => {
    const button = event.target.closest("button")
    if (button) {
      const { device } = button.closest("[data-device]").dataset
      this.#view.select(this.#view.selected?.deviceId === device ? null : device)
    }
  }

  #draw = () => {
    const { shown } = this.#view
    const height = this.#rowHeight()
    this.#list.style.setProperty("--all-rows", `${shown.length * height}px`)
    const first = Math.max(0, Math.floor(this.#list.scrollTop / height) - SPARE_ROWS)
    const last = Math.min(shown.length, Math.ceil((this.#list.scrollTop + this.#list.clientHeight) / height) + SPARE_ROWS)
    const now = Date.now()
    const focused = document.activeElement?.closest("[data-device]")?.dataset.device
    const kept = new Map()
    for (let i = first; i < last; i++) {
      const device = shown[i]
      const row = this.#rows.get(device.deviceId) ?? this.#add(device)
      this.#write(row, device, now)
      row.setAttribute("aria-setsize", String(shown.length))
      row.setAttribute("aria-posinset", String(i + 1))
      row.style.translate = `0 ${i * height}px`
      kept.set(device.deviceId, row)
    }
    for (const [id, row] of this.#rows) {
      if (!kept.has(id)) {
        row.remove()
      }
    }
    this.#rows = kept
    // In the order of the eye, so that Tab walks as the list reads; only where it differs, because moving a row takes its focus.
    let before = null
    for (const row of kept.values()) {
      if (row.previousElementSibling !== before || row.parentElement !== this.#list) {
        before ? before.after(row) : this.#list.prepend(row)
      }
      before = row
    }
    if (focused && kept.has(focused) && !kept.get(focused).contains(document.activeElement)) {
      kept.get(focused).querySelector("button").focus({ preventScroll: true })
    }
    this.#bars.fill(kept)
  }

  #rowHeight() {
    return this.#height ||= Number.parseFloat(getComputedStyle(this.#list).getPropertyValue("--row-height")) || 60
  }

  #write(row, device, now) {
    const state = this.#view.state(device)
    const find = part => row.querySelector(`.device__${part}`)
    const text = (part, words) => {
      const element = find(part)
      if (element.textContent !== words) {
        element.textContent = words
      }
    }
    row.className = `device is-${state}`
    text("state", this.#list.dataset[state])
    text("speed", state === "driving" ? this.#settings.speed(device.speed) : "")
    text("age", age(device.millis, now, this.#ages))
    find("age").dateTime = device.time
    find("pick").setAttribute("aria-pressed", String(this.#view.selected?.deviceId === device.deviceId))
  }

  #add(device) {
    const row = this.#template.cloneNode(true)
    row.dataset.device = device.deviceId
    row.querySelector(".device__name").textContent = device.name
    row.querySelector(".device__user").textContent = device.userName
    const day = row.querySelector(".device__day")
    day.href = `/days?device=${encodeURIComponent(device.deviceId)}`
    day.setAttribute("aria-label", `${day.title}: ${device.name}`)
    return row
  }

  #showSelected = () => {
    const at = this.#view.shown.indexOf(this.#view.selected)
    if (at >= 0) {
      const top = at * this.#rowHeight()
      if (top < this.#list.scrollTop) {
        this.#list.scrollTop = top
      } else if (top + this.#rowHeight() > this.#list.scrollTop + this.#list.clientHeight) {
        this.#list.scrollTop = top + this.#rowHeight() - this.#list.clientHeight
      }
    }
    this.#draw()
  }
}
