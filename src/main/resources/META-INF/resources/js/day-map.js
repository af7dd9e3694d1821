import { L } from "./leaflet.js"
import { address } from "./address.js"
import { createMap } from "./base-map.js"
import { chevrons } from "./chevrons.js"

const ROUTE_PX = 4
const CASING_PX = 7
const CHEVRON_ZOOM = 14
const SLICE_MS = 20

/** The day's routes by speed, stops and gaps, linked with the selection and with the clock both ways. */
export class DayMap {
  #element
  #data
  #ramp
  #selection
  #clock
  #whole
  map
  #items = new Map()
  #routes = new Map()
  #arrows
  #cursor
  #byHand = false

  constructor(element, note, whole, { data, ramp, selection, clock }) {
    this.#element = element
    this.#data = data
    this.#ramp = ramp
    this.#selection = selection
    this.#clock = clock
    this.#whole = whole
    this.map = createMap(element, note)
    this.map.createPane("arrows").style.zIndex = 440
    this.map.createPane("cursor").style.zIndex = 460
    this.#arrows = L.polyline([], { pane: "arrows", className: "chevron", weight: 1.75, interactive: false }).addTo(this.map)
    this.#cursor = L.circleMarker([0, 0], { pane: "cursor", className: "cursor", radius: 7, weight: 3, fillOpacity: 1, interactive: false })
  }

  start() {
    this.#data.addEventListener("load", this.#load)
    this.#data.addEventListener("fail", this.#showWorld)
    this.#data.addEventListener("view", this.#redraw)
    this.#selection.addEventListener("select", this.#show)
    this.#selection.addEventListener("near", this.#shade)
    this.#clock.addEventListener("tick", this.#tick)
    this.#whole?.addEventListener("click", this.#showWhole)
    this.#stand()
  }

  stop() {
    this.#data.removeEventListener("load", this.#load)
    this.#data.removeEventListener("fail", this.#showWorld)
    this.#data.removeEventListener("view", this.#redraw)
    this.#selection.removeEventListener("select", this.#show)
    this.#selection.removeEventListener("near", this.#shade)
    this.#clock.removeEventListener("tick", this.#tick)
    this.#whole?.removeEventListener("click", this.#showWhole)
    this.map.remove()
  }

  /** Where the car was last heard of. A map with drives waits for them, so that the first tiles it asks for are the right ones. */
  #stand() {
    const { standing, standingWord } = this.#element.dataset
    if (standing) {
      const at = standing.split(",").map(Number)
      this.map.setView(at, 14)
      const item = L.featureGroup([dot(at, "stop", 9, 3)]).addTo(this.map)
      item.bindTooltip(standingWord, { permanent: true, direction: "top", offset: [0, -12] })
    }
  }

  #showWorld = () => {
    if (this.map.getZoom() === undefined) {
      this.map.setView([0, 0], 2)
    }
  }

  #load = async () => {
    const { trips, stops, gaps } = this.#data.overview
    const view = address.read("map")
    // Before anything is drawn: each change of the view draws all of it again, and the tiles are on their way meanwhile.
    this.#fit(null)
    this.#showWorld()
    this.#restore(view)
    const pause = pauses()
    gaps.forEach(gap => this.#add(gap.id, [
      line([gap.from, gap.to], "gap-casing", { weight: CASING_PX }),
      line([gap.from, gap.to], "gap", { dashArray: "2 9", weight: 3 }),
    ]))
    trips.forEach(trip => {
      this.#routes.set(trip.id, L.featureGroup())
      this.#add(trip.id, [this.#routes.get(trip.id)])
    })
    stops.forEach(stop => this.#add(stop.id, [dot([stop.lat, stop.lon], "stop", stopRadius((stop.end - stop.start) / 1000), 2)]))
    for (const trip of trips) {
      await pause()
      this.#draw(trip)
    }
    trips.filter(trip => trip.runs[0]?.length > 0).forEach(trip => this.#add(trip.id, [
      dot(trip.runs[0][0], "start", 4.5, 2.5),
      dot(trip.runs[0].at(-1), "end", 4.5, 2),
    ]))
    if (this.#selection.selected === null) {
      this.#shade()
    } else {
      this.#show()
    }
    this.#watchHands()
    this.#restore(view)
    this.map.on("moveend", this.#moved)
    this.#moved()
    this.#tick()
  }

  #add(id, layers) {
    const item = this.#items.get(id) ?? L.featureGroup().addTo(this.map)
    layers.forEach(layer => item.addLayer(layer))
    if (!this.#items.has(id)) {
      item.on("click", event => this.#click(id, event))
      item.on("mousemove", event => this.#over(id, event))
      item.on("mouseout", this.#out)
      this.#items.set(id, item)
    }
  }

  #redraw = () => {
    this.#data.trips.forEach(trip => this.#draw(trip))
    this.#shade()
    this.#pointOut()
  }

  #draw(trip) {
    const group = this.#routes.get(trip.id)
    group.clearLayers()
    // One element for each colour: a day in town has thousands of changes.
    const paths = new Map()
    for (const { color, path } of trip.runs.flatMap(run => this.#ramp.runs(run))) {
      paths.has(color) ? paths.get(color).push(path) : paths.set(color, [path])
    }
    const known = [...paths].filter(([color]) => color !== "unknown").flatMap(([, path]) => path)
    group.addLayer(line(known, "casing", { weight: CASING_PX }))
    paths.forEach((path, color) => group.addLayer(line(path, color, color === "unknown"
      ? { dashArray: "2 8", weight: 3 }
      : { weight: ROUTE_PX })))
  }

  #click(id, event) {
    const time = this.#data.nearest(id, event.latlng)
    if (this.#selection.selected === id && time !== null) {
      this.#clock.moveTo(time)
    } else {
      this.#selection.select(id)
    }
  }

  #over(id, event) {
    this.#selection.hover(id)
    this.#clock.hover(this.#data.nearest(id, event.latlng))
  }

  #out = () => {
    this.#selection.hover(null)
    this.#clock.hover(null)
  }

  #showWhole = () => {
    this.#selection.select(null)
    this.#fit(null)
  }

  #show = () => {
    const { selected } = this.#selection
    this.#items.get(selected)?.bringToFront()
    this.#fit(selected)
    this.#shade()
  }

  #fit(id) {
    const bounds = this.#items.get(id)?.getBounds() ?? this.#wholeDay()
    if (bounds.isValid()) {
      this.map.fitBounds(bounds, { paddingTopLeft: [40, 40], paddingBottomRight: [40, 64], maxZoom: 16 })
      address.write("map", null)
      this.#whole?.toggleAttribute("hidden", id === null)
    }
  }

  /** Where it was seen to drive and stand; a silence across a country would make that a dot. All of it where nothing was seen. */
  #wholeDay() {
    const { trips, stops, gaps } = this.#data.overview
    const seen = extent([
      ...stops.map(({ lat, lon }) => [lat, lon]),
      ...trips.flatMap(trip => trip.runs.flatMap(run => run.filter((point, i) => point[2] !== null || (i > 0 && run[i - 1][2] !== null)))),
    ])
    return seen.isValid() ? seen : extent([...gaps.flatMap(({ from, to }) => [from, to]), ...trips.flatMap(trip => trip.runs.flat())])
  }

  #shade = () => {
    const { selected, near } = this.#selection
    const bright = id => id === selected || id === near || (selected === null && near === null)
    for (const [id, item] of this.#items) {
      each(item, layer => layer.getElement?.()?.classList.toggle("is-faded", !bright(id)))
    }
  }

  #moved = () => {
    if (this.#byHand) {
      this.#byHand = false
      const { lat, lng } = this.map.getCenter()
      address.write("map", [this.map.getZoom(), lat.toFixed(5), lng.toFixed(5)].join())
      this.#whole?.removeAttribute("hidden")
    }
    this.#data.look(Math.min(19, Math.ceil(this.map.getZoom())), this.map.getBounds())
    this.#pointOut()
  }

  #pointOut() {
    const paths = this.map.getZoom() < CHEVRON_ZOOM
      ? []
      : this.#data.trips.filter(trip => this.#selection.selected === null || trip.id === this.#selection.selected).flatMap(trip => trip.runs)
    this.#arrows.setLatLngs(chevrons(this.map, paths))
    this.#arrows.bringToFront()
  }

  /** What the reader did to the map is worth a place in the address; what the page did is not. */
  #watchHands() {
    const byHand = () => {
      this.#byHand = true
    }
    this.map.on("dragstart", byHand)
    this.#element.addEventListener("wheel", byHand, { passive: true })
    this.#element.addEventListener("dblclick", byHand)
    this.#element.addEventListener("keydown", event => event.key !== "Tab" && byHand())
    // On the way down: the buttons let no click come up.
    this.#element.querySelector(".leaflet-control-zoom").addEventListener("click", byHand, { capture: true })
  }

  #restore(view) {
    const [zoom, lat, lng] = (view ?? "").split(",").map(Number)
    if (Number.isFinite(lng)) {
      this.map.setView([lat, lng], zoom, { animate: false })
      address.write("map", view)
      this.#whole?.removeAttribute("hidden")
    }
  }

  #tick = () => {
    const place = this.#clock.time === null ? null : this.#data.place(this.#clock.time)
    if (!place) {
      this.#cursor.remove()
      return
    }
    this.#cursor.setLatLng([place.lat, place.lon])
    if (!this.map.hasLayer(this.#cursor)) {
      this.#cursor.addTo(this.map)
    }
    this.#cursor.getElement()?.classList.toggle("cursor--unknown", !place.known)
  }

  /** Moves the map so that the cursor stays in its middle half. */
  follow() {
    if (!this.map.hasLayer(this.#cursor)) {
      return
    }
    const size = this.map.getSize()
    const at = this.map.latLngToContainerPoint(this.#cursor.getLatLng())
    const inside = at.x > size.x * 0.2 && at.x < size.x * 0.8 && at.y > size.y * 0.2 && at.y < size.y * 0.8
    if (!inside) {
      this.map.panTo(this.#cursor.getLatLng(), { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches, duration: 0.3 })
    }
  }
}

/** Waits wherever drawing has kept the page for long, so that it shows what came meanwhile; not where nobody looks. */
function pauses() {
  let since = performance.now()
  return async () => {
    if (!document.hidden && performance.now() - since > SLICE_MS) {
      await new Promise(resolve => setTimeout(resolve))
      since = performance.now()
    }
  }
}

function each(layer, action) {
  if (layer.eachLayer) {
    layer.eachLayer(inner => each(inner, action))
  } else {
    action(layer)
  }
}

/** Of points that begin with latitude and longitude: Leaflet's own way makes an object of each. */
function extent(points) {
  let [south, west, north, east] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lat, lon] of points) {
    south = Math.min(south, lat)
    west = Math.min(west, lon)
    north = Math.max(north, lat)
    east = Math.max(east, lon)
  }
  return L.latLngBounds(points.length === 0 ? [] : [[south, west], [north, east]])
}

function line(path, color, options) {
  return L.polyline(path, { className: `route route--${color}`, lineCap: "round", lineJoin: "round", smoothFactor: 0.5, bubblingMouseEvents: false, ...options })
}

function dot([lat, lng], kind, radius, weight) {
  return L.circleMarker([lat, lng], { className: `dot dot--${kind}`, radius, weight, fillOpacity: 1, bubblingMouseEvents: false })
}

/** Grows with the logarithm, so that a night is larger than a purchase without hiding the town. */
function stopRadius(seconds) {
  return Math.min(13, 4 + Math.log2(1 + seconds / 300))
}
