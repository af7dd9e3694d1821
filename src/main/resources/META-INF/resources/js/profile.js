const SVG = "http://www.w3.org/2000/svg"
const BETWEEN_PX = 10
const MARGIN = { top: 6, right: 52, bottom: 18, left: 34 }
const SILENT_SECONDS = 60
const TABLE_ROWS = 30

/** Speed and altitude over the driven time: stops are left out, silences are hatched. Shows and sets the clock. */
export class Profile {
  #figure
  #plot
  #data
  #ramp
  #settings
  #selection
  #clock
  #spans = []
  #cursor
  #resized = new ResizeObserver(() => this.#draw())

  constructor(figure, { data, ramp, settings, selection, clock }) {
    this.#figure = figure
    this.#plot = figure.querySelector("svg")
    this.#data = data
    this.#ramp = ramp
    this.#settings = settings
    this.#selection = selection
    this.#clock = clock
  }

  start() {
    this.#data.addEventListener("load", this.#loaded)
    this.#selection.addEventListener("select", this.#draw)
    this.#clock.addEventListener("tick", this.#tick)
    this.#plot.addEventListener("pointermove", this.#over)
    this.#plot.addEventListener("pointerleave", this.#leave)
    this.#plot.addEventListener("click", this.#click)
    this.#figure.querySelector("details").addEventListener("toggle", this.#fillTable)
  }

  stop() {
    this.#resized.disconnect()
    this.#data.removeEventListener("load", this.#loaded)
    this.#selection.removeEventListener("select", this.#draw)
    this.#clock.removeEventListener("tick", this.#tick)
    this.#plot.removeEventListener("pointermove", this.#over)
    this.#plot.removeEventListener("pointerleave", this.#leave)
    this.#plot.removeEventListener("click", this.#click)
    this.#figure.querySelector("details").removeEventListener("toggle", this.#fillTable)
  }

  /** A frame after the map, which would wait for it. */
  #loaded = () => requestAnimationFrame(() => setTimeout(() => this.#resized.observe(this.#plot)))

  get #trips() {
    const trips = this.#data.overview?.trips ?? []
    const chosen = trips.filter(trip => trip.id === this.#selection.selected)
    return chosen.length > 0 ? chosen : trips
  }

  #draw = () => {
    const width = this.#plot.clientWidth
    const height = this.#plot.clientHeight
    const trips = this.#trips
    if (width === 0 || trips.length === 0) {
      return
    }
    const room = width - MARGIN.left - MARGIN.right - BETWEEN_PX * (trips.length - 1)
    const millis = trips.reduce((sum, trip) => sum + trip.end - trip.start, 0)
    let x = MARGIN.left
    this.#spans = trips.map(trip => {
      const span = { trip, x, width: Math.max(2, room * (trip.end - trip.start) / millis) }
      x += span.width + BETWEEN_PX
      return span
    })
    const top = Math.max(8, ...trips.flatMap(trip => trip.profile.speeds.filter(speed => speed !== null))) * this.#settings.speedFactor
    const step = niceStep(top)
    const limit = Math.ceil(top / step) * step
    const y = speed => height - MARGIN.bottom - (height - MARGIN.top - MARGIN.bottom) * speed * this.#settings.speedFactor / limit
    this.#plot.replaceChildren(
      ...this.#grid(limit, step, width, height),
      ...this.#spans.flatMap(span => this.#drive(span, y, height)),
      ...this.#altitude(width, height),
      ...this.#times(height, width),
    )
    this.#cursor = shape("line", { class: "profile__cursor", y1: MARGIN.top, y2: height - MARGIN.bottom, visibility: "hidden" })
    this.#plot.append(this.#cursor)
    this.#tick()
  }

  #grid(limit, step, width, height) {
    const parts = []
    for (let value = 0; value <= limit; value += step) {
      const at = height - MARGIN.bottom - (height - MARGIN.top - MARGIN.bottom) * value / limit
      parts.push(shape("line", { class: "profile__grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: at, y2: at }))
      if (value > 0) {
        parts.push(text(value === limit ? `${this.#settings.number(value)}` : this.#settings.number(value), { class: "profile__label", x: MARGIN.left - 6, y: at + 4, "text-anchor": "end" }))
      }
    }
    parts.push(text(this.#settings.speedUnit, { class: "profile__label", x: MARGIN.left - 6, y: height - MARGIN.bottom + 4, "text-anchor": "end" }))
    return parts
  }

  #drive({ trip, x, width }, y, height) {
    const { seconds, speeds } = trip.profile
    const length = (trip.end - trip.start) / 1000
    const ground = height - MARGIN.bottom
    const at = second => x + width * Math.min(1, second / length)
    const areas = new Map()
    const parts = [shape("rect", { class: "profile__drive", x, width, y: MARGIN.top, height: ground - MARGIN.top })]
    for (let i = 0; i < seconds.length; i++) {
      const until = i + 1 < seconds.length ? seconds[i + 1] : length
      const silent = until - seconds[i] > SILENT_SECONDS
      if (silent) {
        parts.push(shape("rect", { class: "profile__silence", x: at(seconds[i]), width: at(until) - at(seconds[i]), y: MARGIN.top, height: ground - MARGIN.top }))
      } else if (speeds[i] !== null) {
        const band = this.#ramp.band(speeds[i])
        areas.set(band, `${areas.get(band) ?? ""}M${at(seconds[i]).toFixed(1)} ${ground}V${y(speeds[i]).toFixed(1)}H${(at(until) + 0.3).toFixed(1)}V${ground}Z`)
      }
    }
    for (const [band, d] of areas) {
      parts.push(shape("path", { class: `profile__speed profile__speed--${band}`, d }))
    }
    return parts
  }

  #altitude(width, height) {
    const all = this.#spans.flatMap(({ trip }) => trip.profile.altitudes.filter(value => value !== null))
    if (all.length === 0) {
      return []
    }
    const [low, high] = [Math.min(...all), Math.max(...all)]
    const room = height - MARGIN.top - MARGIN.bottom - 8
    // Ten metres of a plain are no mountain.
    const y = value => MARGIN.top + 4 + room * (1 - (value - low) / Math.max(40, high - low))
    let d = ""
    for (const { trip, x, width: span } of this.#spans) {
      const { seconds, altitudes } = trip.profile
      const length = (trip.end - trip.start) / 1000
      let pen = "M"
      for (let i = 0; i < seconds.length; i++) {
        if (altitudes[i] === null || (i > 0 && seconds[i] - seconds[i - 1] > SILENT_SECONDS)) {
          pen = "M"
        }
        if (altitudes[i] !== null) {
          d += `${pen}${(x + span * Math.min(1, seconds[i] / length)).toFixed(1)} ${y(altitudes[i]).toFixed(1)}`
          pen = "L"
        }
      }
    }
    const label = value => text(this.#settings.altitude(value), { class: "profile__label profile__label--altitude", x: width - MARGIN.right + 5, y: y(value) + 4 })
    return [
      shape("path", { class: "profile__halo", d }),
      shape("path", { class: "profile__altitude", d }),
      label(high),
      ...(high - low > 12 ? [label(low)] : []),
    ]
  }

  #times(height, width) {
    const time = millis => this.#settings.time(millis).replace(/:\d\d(?=\D*$)/, "")
    let free = 0
    return this.#spans.flatMap(({ trip, x, width: span }) => {
      const parts = []
      if (x >= free) {
        parts.push(text(time(trip.start), { class: "profile__label", x, y: height - 4 }))
        free = x + 52
      }
      if (span > 120 || (this.#spans.length === 1 && span > 60)) {
        parts.push(text(time(trip.end), { class: "profile__label", x: Math.min(x + span, width - MARGIN.right), y: height - 4, "text-anchor": "end" }))
        free = x + span + 4
      }
      return parts
    })
  }

  #timeAt(event) {
    const px = event.clientX - this.#plot.getBoundingClientRect().left
    const span = this.#spans.find(({ x, width }) => px >= x - BETWEEN_PX / 2 && px <= x + width + BETWEEN_PX / 2)
    if (!span) {
      return null
    }
    const part = Math.max(0, Math.min(1, (px - span.x) / span.width))
    return span.trip.start + part * (span.trip.end - span.trip.start)
  }

  #over = event => {
    const time = this.#timeAt(event)
    this.#clock.hover(time)
    this.#selection.hover(time === null ? null : this.#data.at(time)?.id ?? null)
  }

  #leave = () => {
    this.#clock.hover(null)
    this.#selection.hover(null)
  }

  #click = event => {
    const time = this.#timeAt(event)
    if (time !== null) {
      this.#clock.moveTo(time)
    }
  }

  #tick = () => {
    if (!this.#cursor) {
      return
    }
    const { time } = this.#clock
    const span = time === null ? undefined : this.#spans.find(({ trip }) => trip.start <= time && time <= trip.end)
    this.#cursor.setAttribute("visibility", span ? "visible" : "hidden")
    if (span) {
      const x = span.x + span.width * (time - span.trip.start) / (span.trip.end - span.trip.start)
      this.#cursor.setAttribute("x1", x)
      this.#cursor.setAttribute("x2", x)
    }
  }

  /** The same in words, as exact as anybody wants to read it. */
  #fillTable = event => {
    if (!event.target.open) {
      return
    }
    const { time, speed, altitude, label } = this.#figure.dataset
    const table = element("table", "figures")
    table.append(element("caption", "visually-hidden", label))
    const head = table.createTHead().insertRow()
    for (const word of [time, speed, altitude]) {
      const cell = element("th", "", word)
      cell.scope = "col"
      head.append(cell)
    }
    const body = table.createTBody()
    for (const trip of this.#trips) {
      const { seconds, speeds, altitudes } = trip.profile
      const every = Math.max(1, Math.floor(seconds.length / TABLE_ROWS))
      for (let i = 0; i < seconds.length; i += every) {
        const known = speeds.slice(i, i + every).filter(value => value !== null)
        const row = body.insertRow()
        const cell = element("th", "", this.#settings.time(trip.start + seconds[i] * 1000))
        cell.scope = "row"
        row.append(cell)
        row.insertCell().textContent = this.#settings.speed(known.length > 0 ? Math.max(...known) : null)
        row.insertCell().textContent = this.#settings.altitude(altitudes[i])
      }
    }
    event.target.querySelector("div").replaceChildren(table)
  }
}

/** A step of 1, 2 or 5 times a power of ten that makes two to four lines. */
function niceStep(top) {
  const power = 10 ** Math.floor(Math.log10(top / 2))
  return [1, 2, 5, 10].map(factor => factor * power).find(step => top / step <= 4)
}

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value)
  }
  return node
}

function text(content, attributes) {
  const node = shape("text", attributes)
  node.textContent = content
  return node
}

function element(name, className, content = "") {
  const node = document.createElement(name)
  node.className = className
  node.textContent = content
  return node
}
