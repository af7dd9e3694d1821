import { L } from "./leaflet.js"

const STEPS_DEGREES = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]
const LABEL_PX = 76
const TOP_PX = 36

/** Parallels and meridians with their degrees: something to hold on to where there are no tiles. */
export const Graticule = L.LayerGroup.extend({
  onAdd(map) {
    if (!map.getPane("grid")) {
      map.createPane("grid").style.zIndex = 250
    }
    this._draw = () => this._redraw(map)
    map.on("moveend", this._draw)
    L.LayerGroup.prototype.onAdd.call(this, map)
    if (map._loaded) {
      this._draw()
    }
  },

  onRemove(map) {
    map.off("moveend", this._draw)
    this.clearLayers()
    L.LayerGroup.prototype.onRemove.call(this, map)
  },

  _redraw(map) {
    this.clearLayers()
    const view = map.getBounds()
    const wide = map.getBounds().pad(0.5)
    const degreesPerPx = (view.getEast() - view.getWest()) / map.getSize().x
    const step = STEPS_DEGREES.findLast(candidate => candidate / degreesPerPx >= LABEL_PX) ?? STEPS_DEGREES[0]
    const decimals = Math.max(0, Math.ceil(-Math.log10(step)))
    for (const lat of multiples(Math.max(wide.getSouth(), -85), Math.min(wide.getNorth(), 85), step)) {
      this._line([[lat, wide.getWest()], [lat, wide.getEast()]])
      // Not where the degrees of the meridians stand.
      if (map.latLngToContainerPoint([lat, view.getWest()]).y > TOP_PX) {
        this._label([lat, view.getWest()], degrees(lat, decimals, "N", "S"), [-8, 16])
      }
    }
    for (const lng of multiples(wide.getWest(), wide.getEast(), step)) {
      this._line([[wide.getSouth(), lng], [wide.getNorth(), lng]])
      this._label([view.getNorth(), lng], degrees(lng, decimals, "E", "W"), [-4, -4])
    }
  },

  _line(ends) {
    this.addLayer(L.polyline(ends, { pane: "grid", className: "grid__line", weight: 1, interactive: false }))
  },

  _label(at, text, anchor) {
    const icon = L.divIcon({ className: "grid__label", html: text, iconSize: null, iconAnchor: anchor })
    this.addLayer(L.marker(at, { icon, pane: "grid", interactive: false, keyboard: false }))
  },
})

function multiples(from, to, step) {
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step)
}

function degrees(value, decimals, positive, negative) {
  const hemisphere = Math.abs(value) < 1e-9 ? "" : value > 0 ? positive : negative
  return `${Math.abs(value).toFixed(decimals)}°${hemisphere}`
}
