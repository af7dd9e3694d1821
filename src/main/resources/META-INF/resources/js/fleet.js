import { DeviceCard } from "./device-card.js"
import { DeviceList } from "./device-list.js"
import { Devices } from "./devices.js"
import { FleetKeys } from "./fleet-keys.js"
import { FleetMap } from "./fleet-map.js"
import { FleetView } from "./fleet-view.js"
import { LinkState } from "./link-state.js"
import { LiveSocket } from "./live-socket.js"
import { MotionBars } from "./motion-bars.js"
import { Settings } from "./settings.js"
import { Wall } from "./wall.js"

const find = name => document.querySelector(`[data-${name}]`)
const say = words => {
  find("announcer").textContent = words
}

const settings = new Settings(find("fleet"))
const socket = new LiveSocket("/api/v1/live")
const devices = new Devices(document.querySelectorAll("[data-row]"), socket)
const view = new FleetView(find("fleet"), devices)
const wall = new Wall(find("fleet"), settings)
const shared = { settings, devices, view, say }
const parts = [
  devices,
  new DeviceList(find("devices"), find("device-template"), new MotionBars(), shared),
  new FleetMap(find("map"), find("map-note"), find("whole"), shared),
  new DeviceCard(find("card"), shared),
  new LinkState(find("link"), find("announcer"), socket),
  wall,
  new FleetKeys(find("search"), { view, wall }),
  view,
  socket,
]
parts.forEach(part => part.start())
