import { L } from "./leaflet.js"

/** "Why": shows the positions that decided where a drive or a stop begins or ends. */
export class Reasons {
  #list
  #map
  #say
  #shown = null

  constructor(list, map, say) {
    this.#list = list
    this.#map = map
    this.#say = say
  }

  start() {
    this.#list.addEventListener("click", this.#click)
  }

  stop() {
    this.#list.removeEventListener("click", this.#click)
    this.#clear()
  }

  #click = async event => {
    const button = event.target.closest("[data-reason]")
    if (!button) {
      return
    }
    const was = button.getAttribute("aria-pressed") === "true"
    this.#clear()
    if (was) {
      return
    }
    button.setAttribute("aria-pressed", "true")
    const { device } = button.closest("[data-row]").dataset
    const { from, to } = button.dataset
    const span = new URLSearchParams({ from: new Date(Number(from)).toISOString(), to: new Date(Number(to) + 1).toISOString(), limit: "2000" })
    const response = await fetch(`/api/v1/devices/${encodeURIComponent(device)}/positions?${span}`, { headers: { Accept: "application/json" } })
    if (!response.ok) {
      button.setAttribute("aria-pressed", "false")
      return
    }
    const { positions } = await response.json()
    this.#show(positions)
    this.#say(button.textContent)
  }

  #show(positions) {
    const group = L.featureGroup(positions.map((position, i) => L.circleMarker([position.lat, position.lon], {
      pane: "cursor",
      className: i === 0 || i === positions.length - 1 ? "decider decider--edge" : "decider",
      radius: i === 0 || i === positions.length - 1 ? 6 : 3.5,
      weight: 1.5,
      fillOpacity: 1,
      interactive: false,
    })))
    this.#shown = group.addTo(this.#map)
    if (group.getBounds().isValid()) {
      this.#map.fitBounds(group.getBounds(), { padding: [64, 64], maxZoom: 17 })
    }
  }

  #clear() {
    this.#shown?.remove()
    this.#shown = null
    this.#list.querySelectorAll("[data-reason][aria-pressed]").forEach(button => button.removeAttribute("aria-pressed"))
  }
}
