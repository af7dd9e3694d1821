/** The fleet's devices: read once from the list that the server drew, then kept current by the live feed. */
export class Devices extends EventTarget {
  #devices = new Map()
  #socket

  constructor(list, socket) {
    super()
    this.#socket = socket
    for (const { dataset } of list.children) {
      this.#devices.set(dataset.device, {
        deviceId: dataset.device,
        time: dataset.time,
        lat: Number(dataset.lat),
        lon: Number(dataset.lon),
        speed: dataset.speed === "" ? null : Number(dataset.speed),
        course: dataset.course === "" ? null : Number(dataset.course),
      })
    }
  }

  get all() {
    return this.#devices.values()
  }

  start() {
    this.#socket.addEventListener("devices", this.#take)
  }

  stop() {
    this.#socket.removeEventListener("devices", this.#take)
  }

  #take = ({ detail }) => {
    const changed = []
    for (const { deviceId, name, userName, time, lat, lon, speed = null, course = null } of detail) {
      const known = this.#devices.get(deviceId)
      if (known && Date.parse(known.time) > Date.parse(time)) {
        continue
      }
      const device = { ...known, deviceId, time, lat, lon, speed, course: course ?? bearing(known, lat, lon) }
      // A feed may leave out what it has already said.
      device.name = name ?? known?.name
      device.userName = userName ?? known?.userName
      this.#devices.set(deviceId, device)
      changed.push(device)
    }
    this.dispatchEvent(new CustomEvent("change", { detail: changed }))
  }
}

const FAR_ENOUGH_DEGREES = 5e-5

/** The direction of the last few metres, for phones that do not tell a course; the known one where there were none. */
function bearing(known, lat, lon) {
  const north = lat - (known?.lat ?? lat)
  const east = (lon - (known?.lon ?? lon)) * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(north, east) < FAR_ENOUGH_DEGREES ? known?.course ?? null : (Math.atan2(east, north) * 180) / Math.PI
}
