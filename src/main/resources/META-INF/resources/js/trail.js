import { L } from "./leaflet.js"

const MINUTES = 15

/** Where the selected device was in the last minutes. */
export class Trail {
  #map
  #lines = null
  #device = null
  #points = []

  constructor(map) {
    this.#map = map
  }

  /** @param {object|null} device null for none */
  async show(device) {
    this.clear()
    if (!device) {
      return
    }
    this.#device = device.deviceId
    const to = Date.parse(device.time)
    const span = new URLSearchParams({ from: new Date(to - MINUTES * 60_000).toISOString(), to: new Date(to + 1).toISOString(), limit: "10000" })
    const response = await fetch(`/api/v1/devices/${encodeURIComponent(device.deviceId)}/positions?${span}`, { headers: { Accept: "application/json" } }).catch(() => null)
    if (!response?.ok || this.#device !== device.deviceId) {
      return
    }
    const { positions } = await response.json()
    const stored = positions.map(({ lat, lon, time }) => ({ lat, lon, time: Date.parse(time) }))
    const last = stored.at(-1)?.time ?? 0
    this.#points = [...stored, ...this.#points.filter(point => point.time > last)]
    this.#draw()
  }

  append({ deviceId, lat, lon, time }) {
    if (deviceId === this.#device) {
      this.#points.push({ lat, lon, time: Date.parse(time) })
      this.#draw()
    }
  }

  clear() {
    this.#lines?.remove()
    this.#lines = null
    this.#device = null
    this.#points = []
  }

  #draw() {
    const from = (this.#points.at(-1)?.time ?? 0) - MINUTES * 60_000
    this.#points = this.#points.filter(point => point.time >= from)
    const path = this.#points.map(({ lat, lon }) => [lat, lon])
    this.#lines ??= L.layerGroup([
      L.polyline([], { className: "trail-casing", weight: 7, interactive: false }),
      L.polyline([], { className: "trail", weight: 4, interactive: false }),
    ]).addTo(this.#map)
    this.#lines.eachLayer(line => line.setLatLngs(path))
  }
}
