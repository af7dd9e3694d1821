import { Clock } from "./clock.js"
import { DayData } from "./day-data.js"
import { DayMap } from "./day-map.js"
import { Selection } from "./selection.js"
import { Settings } from "./settings.js"
import { SpeedRamp } from "./speed-ramp.js"

// The map of a trip or a day that somebody shares.
const find = name => document.querySelector(`[data-${name}]`)

const settings = new Settings(find("shared"))
const selection = new Selection([])
const clock = new Clock(settings)
const data = new DayData(find("map").dataset.src)
const map = new DayMap(find("map"), find("map-note"), null, { data, ramp: new SpeedRamp(settings), selection, clock })

const parts = [selection, map, clock, data]
parts.forEach(part => part.start())

const failed = find("map-error")
data.addEventListener("fail", () => failed.removeAttribute("hidden"))
data.addEventListener("load", () => failed.setAttribute("hidden", ""))
find("map-retry").addEventListener("click", () => data.start())
