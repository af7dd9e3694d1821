import { L } from "./leaflet.js"
import { Clock } from "./clock.js"
import { DayData } from "./day-data.js"
import { DayMap } from "./day-map.js"
import { Profile } from "./profile.js"
import { Reasons } from "./reasons.js"
import { Selection } from "./selection.js"
import { Settings } from "./settings.js"
import { SpeedRamp } from "./speed-ramp.js"
import { TurningKeys } from "./turning-keys.js"

const find = name => document.querySelector(`[data-${name}]`)
const say = words => {
  find("announcer").textContent = words
}

const settings = new Settings(find("trip"))
const selection = new Selection([])
const clock = new Clock(settings)
const data = new DayData(find("map").dataset.src)
const ramp = new SpeedRamp(settings)
const shared = { settings, selection, clock, data, ramp, say }
const map = new DayMap(find("map"), find("map-note"), null, shared)

const parts = [selection, map, new Profile(find("profile"), shared), new Reasons(find("list"), map.map, say), new TurningKeys(), clock, data]
parts.forEach(part => part.start())

// Harsh moments on the map, and from their table to the place and the second.
for (const row of document.querySelectorAll("[data-harsh]")) {
  const { lat, lon } = row.dataset
  L.circleMarker([lat, lon], { pane: "cursor", className: "harsh", radius: 5, weight: 2, fillOpacity: 1, interactive: false }).addTo(map.map)
  row.querySelector("[data-moment]").addEventListener("click", event => {
    clock.moveTo(Number(event.target.dataset.moment))
    map.map.setView([lat, lon], Math.max(15, map.map.getZoom()))
    say(row.textContent.trim())
  })
}

const failed = find("map-error")
data.addEventListener("fail", () => failed.removeAttribute("hidden"))
data.addEventListener("load", () => failed.setAttribute("hidden", ""))
find("map-retry").addEventListener("click", () => data.start())
