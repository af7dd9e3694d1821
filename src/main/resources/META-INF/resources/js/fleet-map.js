import * as L from "/webjars/leaflet/dist/leaflet-src.esm.js"
import { createMap } from "./base-map.js"
import { stateOf } from "./device-state.js"

const LABELS_UP_TO = 40
const TICK_MS = 10_000
const SIGN = `<svg class="car__sign" viewBox="0 0 24 24" aria-hidden="true">
  <path class="car__arrow" d="M12 1.5 20.5 21 12 17 3.5 21Z"/><circle class="car__disc" cx="12" cy="12" r="7.5"/></svg>`

/** The fleet on the map: one sign per device that turns and moves with it, and follows the list's filters. */
export class FleetMap {
  #map
  #canvas
  #list
  #devices
  #markers = new Map()
  #timer = 0
  #filtered

  constructor(canvas, note, list, devices) {
    this.#canvas = canvas
    this.#list = list
    this.#devices = devices
    this.#map = createMap(canvas, note)
    this.#map.setView([20, 0], 2)
    this.#map.on("zoomstart", () => canvas.parentElement.classList.add("is-zooming"))
    this.#map.on("zoomend", () => canvas.parentElement.classList.remove("is-zooming"))
    this.#filtered = new MutationObserver(() => this.#refresh())
  }

  start() {
    this.#devices.addEventListener("change", this.#refresh)
    this.#list.addEventListener("pointerover", this.#over)
    this.#list.addEventListener("pointerleave", this.#leave)
    this.#list.addEventListener("focusin", this.#over)
    this.#filtered.observe(this.#list, { attributes: true, attributeFilter: ["hidden"], subtree: true })
    this.#timer = setInterval(this.#refresh, TICK_MS)
    this.#refresh()
  }

  stop() {
    this.#devices.removeEventListener("change", this.#refresh)
    this.#list.removeEventListener("pointerover", this.#over)
    this.#list.removeEventListener("pointerleave", this.#leave)
    this.#list.removeEventListener("focusin", this.#over)
    this.#filtered.disconnect()
    clearInterval(this.#timer)
    this.#map.remove()
  }

  #refresh = () => {
    const first = this.#markers.size === 0
    const now = Date.now()
    for (const device of this.#devices.all) {
      const marker = this.#markers.get(device.deviceId) ?? this.#add(device)
      const element = marker.getElement()
      marker.setLatLng([device.lat, device.lon])
      const state = stateOf(device, now)
      for (const name of ["driving", "stopped", "offline"]) {
        element.classList.toggle(`is-${name}`, name === state)
      }
      element.classList.toggle("has-course", device.course !== null)
      element.querySelector(".car__sign").style.rotate = `${state === "driving" ? device.course ?? 0 : 0}deg`
      element.hidden = this.#row(device.deviceId)?.hidden ?? false
    }
    this.#canvas.classList.toggle("has-many", this.#markers.size > LABELS_UP_TO)
    if (first && this.#markers.size > 0) {
      this.#fit()
    }
  }

  #fit() {
    const wide = matchMedia("(min-width: 48rem)").matches
    const bounds = L.latLngBounds([...this.#markers.values()].map(marker => marker.getLatLng()))
    this.#map.fitBounds(bounds, { paddingTopLeft: [wide ? 400 : 40, 60], paddingBottomRight: [80, 60], maxZoom: 14, animate: false })
  }

  #add({ deviceId, lat, lon }) {
    const icon = L.divIcon({ className: "car", html: SIGN, iconSize: [24, 24] })
    const row = this.#row(deviceId)
    const name = row?.querySelector(".device__name").textContent ?? deviceId
    const marker = L.marker([lat, lon], { icon, title: name, keyboard: false, riseOnHover: true }).addTo(this.#map)
    const label = document.createElement("span")
    label.className = "car__label"
    label.textContent = name
    marker.getElement().append(label)
    marker.getElement().dataset.car = deviceId
    marker.on("click", () => row?.firstElementChild.click())
    marker.on("mouseover", () => row?.classList.add("is-near"))
    marker.on("mouseout", () => row?.classList.remove("is-near"))
    this.#markers.set(deviceId, marker)
    return marker
  }

  #row(id) {
    return this.#list.querySelector(`[data-device="${CSS.escape(id)}"]`)
  }

  #over = event => {
    const id = event.target.closest("[data-device]")?.dataset.device
    this.#markers.forEach((marker, other) => marker.getElement().classList.toggle("is-near", other === id))
  }

  #leave = () => this.#markers.forEach(marker => marker.getElement().classList.remove("is-near"))
}
