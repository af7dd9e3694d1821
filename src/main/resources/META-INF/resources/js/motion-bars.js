const FRESH_MS = 60_000
const PAUSE_MS = 200
const MOST = 60

/** The bar of the day of each device in sight: when it drove, stood and was not heard of. Asked for in one go when the list rests. */
export class MotionBars {
  #known = new Map()
  #rows = new Map()
  #timer = 0

  /** @param {Map<string, HTMLElement>} rows by device */
  fill(rows) {
    this.#rows = rows
    rows.forEach((row, id) => this.#draw(row, this.#known.get(id)))
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#ask, PAUSE_MS)
  }

  #ask = async () => {
    const now = Date.now()
    const wanted = [...this.#rows.keys()].filter(id => now - (this.#known.get(id)?.asked ?? 0) > FRESH_MS).slice(0, MOST)
    if (wanted.length === 0) {
      return
    }
    wanted.forEach(id => this.#known.set(id, { marks: [], ...this.#known.get(id), asked: now }))
    const response = await fetch(`/fleet/motion?${new URLSearchParams({ devices: wanted.join() })}`).catch(() => null)
    if (!response?.ok) {
      wanted.forEach(id => this.#known.delete(id))
      return
    }
    const days = await response.json()
    for (const id of wanted) {
      this.#known.set(id, { ...days[id], asked: now, version: now })
      if (this.#rows.has(id)) {
        this.#draw(this.#rows.get(id), this.#known.get(id))
      }
    }
  }

  #draw(row, known) {
    const plot = row.querySelector(".device__bar")
    if (!known?.version || plot.dataset.version === String(known.version)) {
      return
    }
    plot.dataset.version = String(known.version)
    plot.querySelector("title").textContent = known.words
    plot.removeAttribute("aria-hidden")
    plot.setAttribute("role", "img")
    plot.querySelectorAll(".motion").forEach(mark => mark.remove())
    for (const [kind, x, width] of known.marks) {
      const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect")
      mark.setAttribute("class", `motion motion--${kind}`)
      mark.setAttribute("x", x)
      mark.setAttribute("width", width)
      mark.setAttribute("height", "100%")
      plot.append(mark)
    }
  }
}
