/** Plays the day on a clock: so many seconds of it in one of ours, through stops or from drive to drive. */
export class Replay {
  #root
  #data
  #settings
  #clock
  #map
  #selection
  #say
  #frame = 0
  #last = 0

  constructor(root, { data, settings, clock, map, selection, say }) {
    this.#root = root
    this.#data = data
    this.#settings = settings
    this.#clock = clock
    this.#map = map
    this.#selection = selection
    this.#say = say
  }

  get #button() {
    return this.#root.querySelector("[data-play]")
  }

  get #skipping() {
    return this.#root.querySelector("[data-skip]").checked
  }

  start() {
    this.#button.addEventListener("click", this.toggle)
    this.#clock.addEventListener("tick", this.#show)
    this.#data.addEventListener("load", this.#show)
  }

  stop() {
    this.#pause()
    this.#button.removeEventListener("click", this.toggle)
    this.#clock.removeEventListener("tick", this.#show)
    this.#data.removeEventListener("load", this.#show)
  }

  toggle = () => {
    if (this.#frame) {
      this.#pause()
      this.#say(`${this.#root.dataset.paused}: ${this.#words(this.#clock.set)}`)
    } else if (this.#data.overview?.trips.length > 0) {
      this.#play()
      this.#say(this.#root.dataset.playing)
    }
  }

  #play() {
    const trips = this.#data.overview.trips
    const chosen = trips.find(trip => trip.id === this.#selection.selected)
    const from = chosen ?? trips[0]
    const until = chosen?.end ?? trips.at(-1).end
    const time = this.#clock.set
    if (time === null || time >= until || (chosen && time < chosen.start)) {
      this.#clock.moveTo(from.start)
    }
    this.#last = performance.now()
    this.#frame = requestAnimationFrame(this.#step)
    this.#mark(true)
  }

  #pause() {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#mark(false)
  }

  #mark(playing) {
    const { pauseWord, playWord } = this.#button.dataset
    this.#root.classList.toggle("is-playing", playing)
    this.#button.setAttribute("aria-label", playing ? pauseWord : playWord)
  }

  #step = now => {
    const speed = Number(this.#root.querySelector("[data-speed]").value)
    // A tab that slept does not leap.
    const passed = Math.min(200, now - this.#last)
    this.#last = now
    let time = this.#clock.set + passed * speed
    const trips = this.#data.overview.trips
    if (this.#skipping && !trips.some(trip => trip.start <= time && time <= trip.end)) {
      time = trips.find(trip => trip.start > time)?.start ?? trips.at(-1).end
    }
    const chosen = trips.find(trip => trip.id === this.#selection.selected)
    const until = chosen?.end ?? Math.max(...trips.map(trip => trip.end))
    this.#clock.moveTo(Math.min(time, until))
    if (this.#root.querySelector("[data-follow]").checked) {
      this.#map.follow()
    }
    if (time >= until) {
      this.toggle()
    } else {
      this.#frame = requestAnimationFrame(this.#step)
    }
  }

  #show = () => {
    this.#root.querySelector("[data-now]").textContent = this.#clock.time === null ? "" : this.#words(this.#clock.time)
  }

  #words(time) {
    const place = this.#data.place(time)
    return place ? `${this.#settings.time(time)} · ${this.#settings.speed(place.speed)}` : this.#settings.time(time)
  }
}
