import { L } from "./leaflet.js"
import { Coastline } from "./coastline.js"
import { Graticule } from "./graticule.js"

/**
 * A Leaflet map with the configured tiles, and a grid of coordinates with the coasts in their place where none can be loaded.
 *
 * @param {HTMLElement} element carries the configuration as data attributes
 * @param {HTMLElement} note shown while tiles are missing
 */
export function createMap(element, note) {
  const { tiles, attribution, maxZoom, zoomIn, zoomOut } = element.dataset
  const miles = element.closest("[data-distance-unit]")?.dataset.distanceUnit === "mi"
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  const map = L.map(element, {
    zoomControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    zoomSnap: 0.25,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    maxZoom: Number(maxZoom),
    minZoom: 2,
    worldCopyJump: true,
    keyboardPanDelta: 120,
  })
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>')
  L.control.zoom({ position: "topright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map)
  L.control.scale({ position: "bottomright", metric: !miles, imperial: miles, maxWidth: 120 }).addTo(map)

  const grid = new Graticule()
  const coast = new Coastline()
  if (tiles === "none") {
    grid.addTo(map)
    coast.addTo(map)
    return map
  }
  const layer = L.tileLayer(tiles, {
    attribution,
    maxZoom: Number(maxZoom),
    detectRetina: false,
    // Tile servers want to know whose pages ask, also where a page itself tells nobody.
    referrerPolicy: "strict-origin",
  })
  let failures = 0
  const show = missing => {
    note.hidden = !missing
    if (missing) {
      grid.addTo(map)
      coast.addTo(map)
    } else {
      grid.remove()
      coast.remove()
    }
  }
  layer.on("tileerror", () => {
    failures += 1
    show(failures > 0)
  })
  layer.on("tileload", () => {
    failures = 0
    show(false)
  })
  addEventListener("online", () => layer.redraw())
  layer.addTo(map)
  return map
}
