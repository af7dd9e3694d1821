import { L } from "./leaflet.js"
import { createMap } from "./base-map.js"

const EVERY_MILLIS = 5_000
const STREET_ZOOM = 15

const find = name => document.querySelector(`[data-${name}]`)

/** Where somebody is who shares that: asks every few seconds while somebody looks, until the link ends. */
class SharedPosition {
  #words = find("live").dataset
  #map = createMap(find("map"), find("map-note"))
  #dot = L.circleMarker([0, 0], { className: "dot dot--end", radius: 9, weight: 3, fillOpacity: 1, interactive: false })
  #position = null
  #heardAt = 0
  #timer = 0
  #ended = false

  start() {
    this.#map.setView([0, 0], 2)
    document.addEventListener("visibilitychange", this.#wake)
    this.#look()
  }

  #wake = () => {
    if (!document.hidden && !this.#ended) {
      clearTimeout(this.#timer)
      this.#look()
    }
  }

  async #look() {
    if (!document.hidden) {
      this.#take(await this.#ask())
    }
    clearTimeout(this.#timer)
    if (!this.#ended) {
      this.#timer = setTimeout(() => this.#look(), EVERY_MILLIS)
    }
  }

  async #ask() {
    try {
      const response = await fetch(this.#words.src)
      return { status: response.status, position: response.ok ? await response.json() : null }
    } catch {
      return { status: 0, position: null }
    }
  }

  #take({ status, position }) {
    if (status === 404) {
      this.#end()
    } else if (status === 401) {
      // The password is asked for again.
      this.#ended = true
      location.reload()
    } else if (position) {
      this.#show(position)
    } else {
      this.#say("lost")
      this.#tellAge()
    }
  }

  #show(position) {
    const first = this.#position === null
    const shown = position.state !== "none"
    if (shown) {
      const at = [position.lat, position.lon]
      this.#position = position
      this.#heardAt = performance.now()
      this.#dot.setLatLng(at).addTo(this.#map)
      if (first) {
        this.#map.setView(at, STREET_ZOOM)
      } else if (!this.#map.getBounds().pad(-0.2).contains(at)) {
        this.#map.panTo(at)
      }
      find("when").textContent = [position.when, position.town].filter(Boolean).join(" · ")
      find("place").hidden = false
    }
    this.#dot.getElement()?.classList.toggle("is-faded", !shown || position.state === "offline")
    this.#say(position.state)
    this.#tellAge()
  }

  #end() {
    this.#ended = true
    this.#position = null
    this.#dot.remove()
    find("place").hidden = true
    this.#say("ended")
    this.#tellAge()
  }

  #say(state) {
    const text = this.#words[state]
    const element = find("state")
    element.classList.toggle("is-stale", state !== "driving" && state !== "stopped")
    if (element.textContent !== text) {
      element.textContent = text
      find("announcer").textContent = text
    }
  }

  #tellAge() {
    const seconds = this.#position && this.#position.ageSeconds + (performance.now() - this.#heardAt) / 1000
    const minutes = Math.floor(seconds / 60)
    find("age").textContent = this.#position === null ? "" : minutes < 1 ? this.#words.justNow : this.#words.minutesAgo.replace("%minutes%", minutes)
  }
}

new SharedPosition().start()
