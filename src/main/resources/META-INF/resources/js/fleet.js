import { DeviceList } from "./device-list.js"
import { Devices } from "./devices.js"
import { FleetMap } from "./fleet-map.js"
import { LinkState } from "./link-state.js"
import { LiveSocket } from "./live-socket.js"

const find = name => document.querySelector(`[data-${name}]`)

const socket = new LiveSocket("/api/v1/live")
const devices = new Devices(find("devices"), socket)
const parts = [
  devices,
  new DeviceList(find("fleet"), devices),
  new FleetMap(find("map"), find("map-note"), find("devices"), devices),
  new LinkState(find("link"), find("announcer"), socket),
  socket,
]
parts.forEach(part => part.start())
