import { address } from "./address.js"
import { Clock } from "./clock.js"
import { DateForm } from "./date-form.js"
import { DayBar } from "./day-bar.js"
import { DayData } from "./day-data.js"
import { DayKeys } from "./day-keys.js"
import { DayMap } from "./day-map.js"
import { Picker } from "./picker.js"
import { Profile } from "./profile.js"
import { Reasons } from "./reasons.js"
import { Replay } from "./replay.js"
import { Selection } from "./selection.js"
import { Settings } from "./settings.js"
import { SpeedRamp } from "./speed-ramp.js"
import { Timeline } from "./timeline.js"
import { Unfolding } from "./unfolding.js"

const find = name => document.querySelector(`[data-${name}]`)
const when = (name, make) => find(name) && make(find(name))
const say = words => {
  find("announcer").textContent = words
}

const settings = new Settings(find("day"))
const selection = new Selection([...document.querySelectorAll("[data-row]")].map(row => row.id))
const clock = new Clock(settings)
const data = new DayData(find("map").dataset.src)
const ramp = new SpeedRamp(settings)
const shared = { settings, selection, clock, data, ramp, say }
const map = new DayMap(find("map"), find("map-note"), find("whole"), shared)
const replay = when("replay", root => new Replay(root, { ...shared, map }))
const picker = new Picker(find("picker"))

const parts = [
  selection,
  map,
  new DayBar(find("bar"), find("list"), shared),
  when("timeline", root => new Timeline(root, find("list"), selection)),
  new Unfolding(selection),
  when("profile", figure => new Profile(figure, shared)),
  replay,
  new Reasons(find("list"), map.map, say),
  picker,
  new DateForm(find("date-form")),
  new DayKeys(find("day"), { ...shared, replay, picker, sheet: find("shortcuts") }),
  clock,
  data,
]
parts.filter(Boolean).forEach(part => part.start())

// What was just corrected is told once; the address goes on without it.
const told = find("toast-words")
if (told) {
  ["done", "refused", "undone", "place"].forEach(name => address.write(name, null))
  say(told.textContent.trim())
  setTimeout(() => find("toast").remove(), 20_000)
}

// A drive is split where the cursor stands.
clock.addEventListener("tick", () => {
  const field = document.querySelector(".row.is-on [data-split]")
  if (field && clock.set !== null) {
    field.value = settings.fieldTime(clock.set)
  }
})

const failed = find("map-error")
data.addEventListener("fail", () => failed.removeAttribute("hidden"))
data.addEventListener("load", () => failed.setAttribute("hidden", ""))
find("map-retry").addEventListener("click", () => data.start())
