import { L } from "./leaflet.js"
import { clusters } from "./clusters.js"
import { Signs } from "./signs.js"

const GLIDE_MS = 1_000
const FRAME_MS = 33
const NEAR_PX = 18
const TILE_PX = 256

/**
 * All devices of the fleet on one canvas: thousands of elements of their own would drop frames. Each glides to its new place in a second,
 * unless reduced motion is asked for.
 */
export const FleetLayer = L.Layer.extend({
  initialize() {
    this._cars = new Map()
    this._shown = []
    this._drawn = []
    this._selected = null
    this._pointed = null
    this._movingUntil = 0
    this._last = 0
    this._still = matchMedia("(prefers-reduced-motion: reduce)")
    this._signs = new Signs()
  },

  onAdd() {
    this._canvas = L.DomUtil.create("canvas", "fleet-canvas leaflet-zoom-animated")
    this.getPane("markerPane").append(this._canvas)
    this._reset()
  },

  onRemove() {
    cancelAnimationFrame(this._frame)
    this._canvas.remove()
  },

  getEvents() {
    return { move: this._reset, resize: this._reset, zoomend: this._reset, moveend: this._reset, zoomanim: this._zoom }
  },

  /** A device has a new place. */
  move({ deviceId, lat, lon, course }) {
    const car = this._cars.get(deviceId)
    if (car) {
      const at = performance.now()
      const here = position(car, at)
      Object.assign(car, { fromX: here.x, fromY: here.y, ...unit(lat, lon), since: this._still.matches ? 0 : at, course })
      this._movingUntil = at + GLIDE_MS
      this._request()
    }
  },

  /** The devices to draw, and what each does. */
  show(devices, stateOf) {
    this._shown = devices.map(device => {
      const car = this._cars.get(device.deviceId) ?? this._begin(device)
      car.device = device
      car.state = stateOf(device)
      car.course = device.course
      return car
    })
    this._request()
  },

  select(deviceId) {
    this._selected = deviceId
    this._request()
  },

  point(deviceId) {
    if (this._pointed !== deviceId) {
      this._pointed = deviceId
      this._request()
    }
  },

  /** What is drawn at a point of the map: {one: device}, {many: devices} or nothing. */
  find({ x, y }) {
    const near = this._drawn.findLast(drawn => Math.hypot(drawn.x - x, drawn.y - y) < Math.max(NEAR_PX, drawn.radius ?? 0))
    return near && (near.many ? { many: near.many.map(car => car.device) } : { one: near.car.device })
  },

  _begin(device) {
    const { x, y } = unit(device.lat, device.lon)
    const car = { x, y, fromX: x, fromY: y, since: 0 }
    this._cars.set(device.deviceId, car)
    return car
  },

  _reset() {
    const size = this._map.getSize()
    const ratio = Math.min(2, devicePixelRatio)
    if (this._canvas.width !== size.x * ratio || this._canvas.height !== size.y * ratio) {
      this._canvas.width = size.x * ratio
      this._canvas.height = size.y * ratio
      this._canvas.style.width = `${size.x}px`
      this._canvas.style.height = `${size.y}px`
    }
    this._ratio = ratio
    L.DomUtil.setPosition(this._canvas, this._map.containerPointToLayerPoint([0, 0]))
    this._paint(performance.now())
  },

  /** The picture grows with the tiles until the new one is drawn. */
  _zoom({ zoom, center }) {
    const scale = this._map.getZoomScale(zoom)
    const corner = this._map.containerPointToLatLng([0, 0])
    const offset = this._map._latLngToNewLayerPoint(corner, zoom, center)
    L.DomUtil.setTransform(this._canvas, offset, scale)
  },

  _request() {
    this._frame ??= requestAnimationFrame(this._step ??= this._tick.bind(this))
  },

  _tick(now) {
    this._frame = null
    const due = now - this._last >= FRAME_MS
    if (due) {
      this._paint(now)
    }
    if (!due || now < this._movingUntil + FRAME_MS) {
      this._request()
    }
  },

  _paint(now) {
    if (!this._map) {
      return
    }
    this._last = now
    const size = this._map.getSize()
    const world = TILE_PX * 2 ** this._map.getZoom()
    const origin = this._map.project(this._map.containerPointToLatLng([0, 0]))
    const canvas = this._canvas.getContext("2d")
    canvas.setTransform(this._ratio, 0, 0, this._ratio, 0, 0)
    canvas.clearRect(0, 0, size.x, size.y)
    const seen = []
    for (const car of this._shown) {
      const at = position(car, now)
      const x = at.x * world - origin.x
      const y = at.y * world - origin.y
      if (x > -40 && y > -40 && x < size.x + 40 && y < size.y + 40) {
        seen.push({ car, x, y })
      }
    }
    const alone = ({ car }) => car.device.deviceId === this._selected
    this._drawn = clusters(seen, this._map.getZoom(), origin, alone)
    this._signs.draw(canvas, this._drawn, this._selected, this._pointed)
  },
})

/** Web Mercator, the world from 0 to 1. */
function unit(lat, lon) {
  const sine = Math.max(-0.9999, Math.min(0.9999, Math.sin((lat * Math.PI) / 180)))
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) }
}

function position(car, now) {
  const passed = Math.min(1, (now - car.since) / GLIDE_MS)
  return { x: car.fromX + (car.x - car.fromX) * passed, y: car.fromY + (car.y - car.fromY) * passed }
}
