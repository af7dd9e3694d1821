import { L } from "./leaflet.js"

/** Nearer than this the outline, made for 1:110 million, would be wrong by more than it tells. */
const DEEPEST_ZOOM = 8

let lines = null

/** The coasts of the earth, by Natural Earth: loaded only where there are no tiles. */
export const Coastline = L.LayerGroup.extend({
  onAdd(map) {
    this._show = () => this._toggle(map)
    map.on("zoomend", this._show)
    L.LayerGroup.prototype.onAdd.call(this, map)
    this._show()
  },

  onRemove(map) {
    map.off("zoomend", this._show)
    this.clearLayers()
    L.LayerGroup.prototype.onRemove.call(this, map)
  },

  async _toggle(map) {
    // Nor where no place was chosen yet.
    if (!(map.getZoom() <= DEEPEST_ZOOM)) {
      this.clearLayers()
      return
    }
    lines ??= fetch("/map/coastline.json").then(response => response.json())
    const found = await lines.catch(() => {
      lines = null
      return []
    })
    // The map may have come nearer meanwhile.
    if (map.hasLayer(this) && map.getZoom() <= DEEPEST_ZOOM && this.getLayers().length === 0 && found.length > 0) {
      const style = { pane: "grid", className: "grid__coast", weight: 1, interactive: false, smoothFactor: 1.5 }
      const line = L.polyline(found.map(points), style)
      line.getAttribution = () => '<a href="https://www.naturalearthdata.com">Natural Earth</a>'
      this.addLayer(line)
    }
  },
})

/** Latitudes and longitudes in degrees, from steps in hundredths. */
function points(steps) {
  const line = []
  let lat = 0
  let lng = 0
  for (let i = 0; i < steps.length; i += 2) {
    lat += steps[i]
    lng += steps[i + 1]
    line.push([lat / 100, lng / 100])
  }
  return line
}
