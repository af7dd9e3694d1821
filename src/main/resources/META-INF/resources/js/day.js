import { DateForm } from "./date-form.js"
import { DayBar } from "./day-bar.js"
import { DayKeys } from "./day-keys.js"
import { DayMap } from "./day-map.js"
import { Selection } from "./selection.js"
import { Timeline } from "./timeline.js"

const find = name => document.querySelector(`[data-${name}]`)

const ids = [...document.querySelectorAll("[data-row]")].map(row => row.id)
const selection = new Selection(ids)
const parts = [
  selection,
  new DayKeys(find("day"), selection),
  new DateForm(find("date-form")),
  find("bar") && new DayBar(find("bar"), selection),
  find("timeline") && new Timeline(find("timeline"), find("list"), selection),
  new DayMap(find("map"), find("map-note"), selection),
]
parts.filter(Boolean).forEach(part => part.start())
