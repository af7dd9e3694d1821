import { Figures } from "./figures.js"

/** What the driver sees: the state of recorder, outbox and screen in words and figures. */
export class Panel {
  #part
  #recorder
  #outbox
  #screen
  #store
  #figures = new Figures({})
  #state = ""
  #pending = null
  #refused = ""

  constructor(part, { recorder, outbox, screen, store }) {
    this.#part = part
    this.#recorder = recorder
    this.#outbox = outbox
    this.#screen = screen
    this.#store = store
  }

  set reader(reader) {
    this.#figures = new Figures(reader)
  }

  set outbox(outbox) {
    this.#outbox = outbox
  }

  device(name) {
    this.#find("[data-device]").textContent = name
  }

  /** @param {number} millis when the recording was cut off
   *  @param {"resumed"|"asking"|"none"} how */
  interrupted(how, millis) {
    this.#part.querySelectorAll("[data-interrupted]").forEach(note => {
      note.hidden = note.dataset.interrupted !== how
      note.querySelectorAll("[data-at]").forEach(time => {
        time.textContent = this.#figures.fullTime(millis)
      })
    })
  }

  show() {
    const { recording, running, position, trouble } = this.#recorder
    this.#part.classList.toggle("is-recording", running)
    this.#find("[data-start]").hidden = recording !== null
    this.#find("[data-stop]").hidden = recording === null
    this.#say(recording === null ? "ready" : !running ? "halted" : position ? "recording" : "searching")
    this.#figure("speed", this.#figures.speed(position?.speed))
    this.#figure("distance", recording ? this.#figures.distance(recording.meters) : "–")
    this.#figure("duration", recording ? this.#figures.duration((running ? Date.now() : recording.lastAt) - recording.startedAt) : "–")
    this.#figure("accuracy", position?.accuracy === undefined ? "–" : `±${this.#figures.length(Math.max(1, position.accuracy))}`)
    this.#toggle("[data-trouble]", note => note.dataset.trouble === trouble)
    this.#toggle("[data-screen]", () => this.#screen.state === "refused" && running)
    this.#toggle("[data-unknown]", () => this.#outbox?.state === "refused")
  }

  /** Asks the store, so that what stands there is what is kept. */
  async showKept() {
    const { count, oldest } = await this.#store.pending()
    const refused = await this.#store.rejected()
    this.#pending = count
    const line = this.#find("[data-pending]")
    const failing = this.#outbox?.state === "waiting" ? ` ${line.dataset.failing}` : ""
    line.textContent = count === 0
      ? line.dataset.sent
      : line.dataset.words.replace("%count%", this.#figures.count(count)).replace("%age%", this.#figures.duration(Date.now() - Date.parse(oldest))) + failing
    line.dataset.count = String(count)
    this.#list(refused)
  }

  get pending() {
    return this.#pending ?? 0
  }

  #list(refused) {
    const part = this.#find("[data-refused]")
    const text = refused.map(({ position, reason }) => `${position.time} ${reason}`).join("\n")
    if (text !== this.#refused) {
      this.#refused = text
      part.hidden = refused.length === 0
      part.querySelector("[data-refused-count]").textContent = this.#figures.count(refused.length)
      part.querySelector("ul").replaceChildren(...refused.map(({ position, reason }) => {
        const item = document.createElement("li")
        const why = document.createElement("span")
        why.lang = "en"
        why.textContent = reason
        item.append(`${this.#figures.fullTime(Date.parse(position.time))}: `, why)
        return item
      }))
    }
  }

  /** Aloud only when it changes. */
  #say(state) {
    if (state !== this.#state) {
      this.#state = state
      const line = this.#find("[data-state]")
      line.textContent = line.dataset[state]
    }
  }

  #figure(name, text) {
    this.#find(`[data-figure="${name}"]`).textContent = text
  }

  #toggle(selector, shown) {
    this.#part.querySelectorAll(selector).forEach(note => {
      note.hidden = !shown(note)
    })
  }

  #find(selector) {
    return this.#part.querySelector(selector)
  }
}
