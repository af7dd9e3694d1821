import { age } from "./device-state.js"

const TICK_MS = 1_000

/** The selected device: what it does, since when, and the ways to go on from it. */
export class DeviceCard {
  #card
  #view
  #devices
  #settings
  #say
  #timer = 0
  #told = null
  #ages = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short", numeric: "auto" })

  constructor(card, { view, devices, settings, say }) {
    this.#card = card
    this.#view = view
    this.#devices = devices
    this.#settings = settings
    this.#say = say
  }

  start() {
    this.#view.addEventListener("select", this.#show)
    this.#devices.addEventListener("change", this.#change)
    this.#find("close").addEventListener("click", this.#close)
    this.#find("follow").addEventListener("change", this.#follow)
    this.#timer = setInterval(this.#show, TICK_MS)
  }

  stop() {
    this.#view.removeEventListener("select", this.#show)
    this.#devices.removeEventListener("change", this.#change)
    this.#find("close").removeEventListener("click", this.#close)
    this.#find("follow").removeEventListener("change", this.#follow)
    clearInterval(this.#timer)
  }

  #find(part) {
    return this.#card.querySelector(`[data-card-${part}]`)
  }

  #close = () => this.#view.select(null)

  #follow = () => {
    this.#view.follows = this.#find("follow").checked
  }

  #change = ({ detail }) => {
    if (detail.some(device => device.deviceId === this.#view.selected?.deviceId)) {
      this.#show()
    }
  }

  #show = () => {
    const device = this.#view.selected
    this.#card.hidden = device === null
    if (!device) {
      this.#told = null
      return
    }
    const state = this.#view.state(device)
    this.#card.className = `device-card is-${state}`
    this.#find("name").textContent = device.name
    this.#find("user").textContent = device.userName
    this.#find("state").textContent = this.#card.dataset[state]
    this.#find("speed").textContent = state === "driving" ? this.#settings.speed(device.speed) : "–"
    this.#find("age").textContent = age(device.millis, Date.now(), this.#ages)
    this.#find("age").dateTime = device.time
    this.#find("day").href = `/days?device=${encodeURIComponent(device.deviceId)}`
    this.#find("follow").checked = this.#view.follows
    if (this.#told !== device.deviceId) {
      this.#told = device.deviceId
      this.#say(`${device.name}: ${this.#card.dataset[state]}, ${this.#find("age").textContent}`)
    }
  }
}
