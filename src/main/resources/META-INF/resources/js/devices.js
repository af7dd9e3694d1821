/** The fleet's devices: read once from the table that the server drew, then kept current by the live feed. */
export class Devices extends EventTarget {
  #devices = new Map()
  #socket

  /** @param {Iterable<HTMLElement>} list rows of the table */
  constructor(list, socket) {
    super()
    this.#socket = socket
    for (const row of list) {
      const { dataset } = row
      this.#devices.set(dataset.device, {
        deviceId: dataset.device,
        name: row.querySelector("[data-name]").textContent,
        userName: row.querySelector("[data-user]").textContent,
        hidden: "hidden" in dataset,
        time: dataset.time ?? "",
        millis: Date.parse(dataset.time),
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

  get size() {
    return this.#devices.size
  }

  get(id) {
    return this.#devices.get(id)
  }

  start() {
    this.#socket.addEventListener("devices", this.#take)
  }

  stop() {
    this.#socket.removeEventListener("devices", this.#take)
  }

  #take = ({ detail }) => {
    const changed = []
    for (const { deviceId, name, userName, time = "", lat, lon, speed = null, course = null, state } of detail) {
      const hidden = state === "hidden"
      const known = this.#devices.get(deviceId)
      const millis = Date.parse(time)
      if (known && known.millis > millis) {
        continue
      }
      const device = { ...known, deviceId, hidden, time, millis, lat, lon, speed, course: course ?? (hidden ? null : bearing(known, lat, lon)) }
      // A feed may leave out what it has already said.
      device.name = name ?? known?.name
      device.userName = userName ?? known?.userName
      device.words = known?.words
      this.#devices.set(deviceId, device)
      changed.push(device)
    }
    this.dispatchEvent(new CustomEvent("change", { detail: changed }))
  }
}

const FAR_ENOUGH_DEGREES = 5e-5

/** The direction of the last few metres, for phones that do not tell a course; the known one where there were none. */
function bearing(before, lat, lon) {
  const known = before?.hidden ? null : before
  const north = lat - (known?.lat ?? lat)
  const east = (lon - (known?.lon ?? lon)) * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(north, east) < FAR_ENOUGH_DEGREES ? known?.course ?? null : (Math.atan2(east, north) * 180) / Math.PI
}
