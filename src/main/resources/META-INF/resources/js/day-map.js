import * as L from "/webjars/leaflet/dist/leaflet-src.esm.js"
import { createMap } from "./base-map.js"
import { runs } from "./speed-ramp.js"

const ROUTE_PX = 4
const CASING_PX = 7

/** The day's routes by speed, stops and gaps, linked with the selection both ways. */
export class DayMap {
  #element
  #selection
  #map
  #items = new Map()

  constructor(element, note, selection) {
    this.#element = element
    this.#selection = selection
    this.#map = createMap(element, note)
    this.#map.setView([0, 0], 2)
  }

  async start() {
    this.#selection.addEventListener("select", this.#show)
    this.#selection.addEventListener("near", this.#shade)
    const response = await fetch(this.#element.dataset.src, { headers: { Accept: "application/json" } })
    if (response.ok) {
      this.#draw(await response.json())
      this.#show()
    }
  }

  stop() {
    this.#selection.removeEventListener("select", this.#show)
    this.#selection.removeEventListener("near", this.#shade)
    this.#map.remove()
  }

  #draw({ trips, stops, gaps }) {
    gaps.forEach(gap => this.#add(gap.id, [line([gap.from, gap.to], "gap", { dashArray: "2 8", weight: 3 })]))
    trips.forEach(trip => this.#add(trip.id, [line(trip.points.map(([lat, lng]) => [lat, lng]), "casing", { weight: CASING_PX })]))
    trips.forEach(trip => this.#add(trip.id, runs(trip.points).map(run => line(run.path, run.color, { weight: ROUTE_PX }))))
    stops.forEach(stop => this.#add(stop.id, [dot([stop.lat, stop.lon], "stop", stopRadius(stop.seconds), 2)]))
    trips.filter(trip => trip.points.length > 0).forEach(trip => this.#add(trip.id, [
      dot(trip.points[0], "start", 4.5, 2.5),
      dot(trip.points.at(-1), "end", 4.5, 2),
    ]))
  }

  #add(id, layers) {
    const item = this.#items.get(id) ?? L.featureGroup().addTo(this.#map)
    layers.forEach(layer => item.addLayer(layer))
    if (!this.#items.has(id)) {
      item.on("click", () => this.#selection.toggle(id))
      item.on("mouseover", () => this.#selection.hover(id))
      item.on("mouseout", () => this.#selection.hover(null))
      this.#items.set(id, item)
    }
  }

  #show = () => {
    const chosen = this.#items.get(this.#selection.selected)
    chosen?.bringToFront()
    const bounds = chosen?.getBounds() ?? L.latLngBounds([...this.#items.values()].map(item => item.getBounds()).filter(b => b.isValid()).flatMap(b => [b.getSouthWest(), b.getNorthEast()]))
    if (bounds.isValid()) {
      this.#map.fitBounds(bounds, { paddingTopLeft: [48, 48], paddingBottomRight: [48, 72], maxZoom: 16 })
    }
    this.#shade()
  }

  #shade = () => {
    const { selected, near } = this.#selection
    const bright = id => id === selected || id === near || (selected === null && near === null)
    for (const [id, item] of this.#items) {
      item.eachLayer(layer => layer.getElement()?.classList.toggle("is-faded", !bright(id)))
    }
  }
}

function line(path, color, options) {
  return L.polyline(path, { className: `route route--${color}`, lineCap: "round", lineJoin: "round", smoothFactor: 0.7, bubblingMouseEvents: false, ...options })
}

function dot([lat, lng], kind, radius, weight) {
  return L.circleMarker([lat, lng], { className: `dot dot--${kind}`, radius, weight, fillOpacity: 1, bubblingMouseEvents: false })
}

/** Grows with the logarithm, so that a night is larger than a purchase without hiding the town. */
function stopRadius(seconds) {
  return Math.min(12, 4 + Math.log2(1 + seconds / 300))
}
