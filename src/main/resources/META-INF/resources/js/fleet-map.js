import { L } from "./leaflet.js"
import { address } from "./address.js"
import { createMap } from "./base-map.js"
import { FleetLayer } from "./fleet-layer.js"
import { Trail } from "./trail.js"

const CLOSE_ZOOM = 15

/** The fleet on the map: draws what the filter lets through, selects by click, follows the selected device with its trail. */
export class FleetMap {
  #element
  #whole
  #map
  #layer
  #trail
  #devices
  #view
  #begun = false
  #byHand = false
  #selected = null

  constructor(element, note, whole, { devices, view }) {
    this.#element = element
    this.#whole = whole
    this.#devices = devices
    this.#view = view
    this.#map = createMap(element, note)
    this.#map.setView([20, 0], 2)
    this.#layer = new FleetLayer()
    this.#trail = new Trail(this.#map)
    this.#layer.addTo(this.#map)
  }

  start() {
    this.#devices.addEventListener("change", this.#change)
    this.#view.addEventListener("shown", this.#refresh)
    this.#view.addEventListener("select", this.#show)
    this.#map.on("click", this.#click)
    this.#map.on("mousemove", this.#over)
    this.#map.on("mouseout", () => this.#layer.point(null))
    this.#map.on("moveend", this.#moved)
    this.#whole.addEventListener("click", this.#fit)
    this.#watchHands()
  }

  stop() {
    this.#devices.removeEventListener("change", this.#change)
    this.#view.removeEventListener("shown", this.#refresh)
    this.#view.removeEventListener("select", this.#show)
    this.#whole.removeEventListener("click", this.#fit)
    this.#trail.clear()
    this.#map.remove()
  }

  #change = ({ detail }) => {
    detail.filter(device => !device.hidden).forEach(device => this.#layer.move(device))
    const { selected } = this.#view
    if (selected && !selected.hidden && detail.includes(selected)) {
      this.#trail.append(selected)
      this.#follow()
    }
  }

  #refresh = () => {
    this.#layer.show(this.#placed, device => this.#view.state(device))
    if (!this.#begun && this.#view.shown.length > 0) {
      this.#begun = true
      this.#restore()
    }
  }

  /** Those whose place may be seen. */
  get #placed() {
    return this.#view.shown.filter(device => !device.hidden)
  }

  #show = () => {
    const { selected } = this.#view
    this.#layer.select(selected?.deviceId ?? null)
    if (selected?.deviceId !== this.#selected) {
      this.#selected = selected?.deviceId ?? null
      this.#trail.show(selected?.hidden ? null : selected)
      if (selected && !selected.hidden && this.#begun && !this.#map.getBounds().pad(-0.1).contains([selected.lat, selected.lon])) {
        this.#map.setView([selected.lat, selected.lon], Math.max(this.#map.getZoom(), CLOSE_ZOOM - 1))
      }
    }
    this.#follow()
  }

  #follow() {
    if (this.#view.follows && !this.#view.selected.hidden) {
      const { lat, lon } = this.#view.selected
      this.#map.getZoom() < CLOSE_ZOOM - 2 ? this.#map.setView([lat, lon], CLOSE_ZOOM) : this.#map.panTo([lat, lon], { duration: 0.9, easeLinearity: 1 })
    }
  }

  #click = ({ containerPoint }) => {
    const found = this.#layer.find(containerPoint)
    if (found?.many) {
      this.#byHand = true
      this.#map.fitBounds(L.latLngBounds(found.many.map(({ lat, lon }) => [lat, lon])), { padding: [60, 60], maxZoom: CLOSE_ZOOM + 2 })
    } else {
      this.#view.select(found?.one.deviceId ?? null)
    }
  }

  #over = ({ containerPoint }) => {
    const found = this.#layer.find(containerPoint)
    this.#element.classList.toggle("is-over", Boolean(found))
    this.#layer.point(found?.one?.deviceId ?? null)
  }

  #fit = () => {
    const wide = matchMedia("(min-width: 48rem)").matches && this.#element.clientWidth > 800
    const places = this.#placed.map(({ lat, lon }) => [lat, lon])
    if (places.length > 0) {
      this.#map.fitBounds(L.latLngBounds(places), { paddingTopLeft: [wide ? 400 : 40, 60], paddingBottomRight: [80, 60], maxZoom: 14, animate: false })
    }
    address.write("map", null)
  }

  #restore() {
    const [zoom, lat, lng] = (address.read("map") ?? "").split(",").map(Number)
    const { selected } = this.#view
    if (Number.isFinite(lng)) {
      this.#map.setView([lat, lng], zoom, { animate: false })
    } else if (selected && !selected.hidden) {
      this.#map.setView([selected.lat, selected.lon], CLOSE_ZOOM, { animate: false })
    } else {
      this.#fit()
    }
  }

  #watchHands() {
    const byHand = () => {
      this.#byHand = true
    }
    this.#map.on("dragstart", () => {
      byHand()
      if (this.#view.follows) {
        this.#view.follows = false
      }
    })
    this.#element.addEventListener("wheel", byHand, { passive: true })
    this.#element.addEventListener("dblclick", byHand)
    this.#element.addEventListener("keydown", event => event.key !== "Tab" && byHand())
    this.#element.querySelector(".leaflet-control-zoom").addEventListener("click", byHand, { capture: true })
  }

  #moved = () => {
    if (this.#byHand) {
      this.#byHand = false
      const { lat, lng } = this.#map.getCenter()
      address.write("map", [this.#map.getZoom(), lat.toFixed(5), lng.toFixed(5)].join())
    }
  }
}
