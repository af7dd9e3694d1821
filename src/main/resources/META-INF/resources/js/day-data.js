/** What the server knows of the day's map: routes, stops and gaps, and where the car was at any moment. */
export class DayData extends EventTarget {
  #source
  #view = null
  #pending = null
  overview = null

  constructor(source) {
    super()
    this.#source = source
  }

  async start() {
    try {
      // As the page's head asks for it already: other headers would ask again.
      const response = await fetch(this.#source)
      if (!response.ok) {
        throw new Error(String(response.status))
      }
      this.overview = await response.json()
      this.dispatchEvent(new Event("load"))
    } catch {
      this.dispatchEvent(new Event("fail"))
    }
  }

  stop() {
    this.#pending?.abort()
  }

  /** Routes as exact as the view needs them: the overview's, until finer ones have arrived. */
  async look(zoom, bounds) {
    this.#pending?.abort()
    if (!this.overview || zoom <= this.overview.zoom) {
      this.#show(null)
      return
    }
    if (this.#view?.zoom === zoom && this.#view.bounds.contains(bounds)) {
      return
    }
    const wide = bounds.pad(0.5)
    this.#pending = new AbortController()
    const separator = this.#source.includes("?") ? "&" : "?"
    const view = [wide.getSouth(), wide.getWest(), wide.getNorth(), wide.getEast()].map(value => value.toFixed(5)).join()
    try {
      const response = await fetch(`${this.#source}${separator}zoom=${zoom}&view=${view}`, { signal: this.#pending.signal })
      if (response.ok) {
        this.#show({ zoom, bounds: wide, trips: (await response.json()).trips })
      }
    } catch {
      // Overtaken by the next view, or offline: the coarser routes stay.
    }
  }

  #show(view) {
    if (view !== this.#view) {
      this.#view = view
      this.dispatchEvent(new Event("view"))
    }
  }

  get trips() {
    return this.#view?.trips ?? this.overview?.trips ?? []
  }

  /** The trip, stop or gap of that moment; what is driven goes before what stands. */
  at(time) {
    const within = item => item.start <= time && time <= item.end
    const { trips, stops, gaps } = this.overview ?? { trips: [], stops: [], gaps: [] }
    return trips.find(within) ?? stops.find(within) ?? gaps.find(within) ?? null
  }

  /** @returns {{lat: number, lon: number, speed: number|null, id: string, driving: boolean, known: boolean}|null} */
  place(time) {
    const item = this.at(time)
    if (!item) {
      return null
    }
    if (item.runs) {
      return this.#onRoute(item.id, (time - item.start) / 1000)
    }
    if (item.from) {
      return { lat: item.from[0], lon: item.from[1], speed: null, id: item.id, driving: false, known: false }
    }
    return { lat: item.lat, lon: item.lon, speed: 0, id: item.id, driving: false, known: true }
  }

  #onRoute(id, seconds) {
    return interpolate(this.#view?.trips.find(trip => trip.id === id), seconds)
      ?? interpolate(this.overview.trips.find(trip => trip.id === id), seconds)
  }

  /** The moment at which the trip came closest to a place. */
  nearest(id, { lat, lng }) {
    const narrow = Math.cos(lat * Math.PI / 180)
    let best = null
    const trip = this.trips.find(one => one.id === id)
    for (const run of trip?.runs ?? []) {
      for (let i = 0; i + 1 < run.length; i++) {
        const [x, y] = [(run[i + 1][1] - run[i][1]) * narrow, run[i + 1][0] - run[i][0]]
        const [px, py] = [(lng - run[i][1]) * narrow, lat - run[i][0]]
        const length = x * x + y * y
        const part = length === 0 ? 0 : Math.max(0, Math.min(1, (px * x + py * y) / length))
        const distance = (px - part * x) ** 2 + (py - part * y) ** 2
        if (best === null || distance < best.distance) {
          best = { distance, seconds: run[i][3] + part * (run[i + 1][3] - run[i][3]) }
        }
      }
    }
    return best && trip.start + best.seconds * 1000
  }
}

function interpolate(trip, seconds) {
  for (const run of trip?.runs ?? []) {
    if (run.length === 0 || seconds < run[0][3] || seconds > run.at(-1)[3] + 1) {
      continue
    }
    let low = 0
    let high = run.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (run[middle][3] <= seconds) {
        low = middle
      } else {
        high = middle
      }
    }
    const [a, b] = [run[low], run[high]]
    const part = b[3] > a[3] ? Math.max(0, Math.min(1, (seconds - a[3]) / (b[3] - a[3]))) : 0
    return { lat: a[0] + part * (b[0] - a[0]), lon: a[1] + part * (b[1] - a[1]), speed: a[2], id: trip.id, driving: true, known: a[2] !== null }
  }
  return null
}
