const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
const DAY_MILLIS = 86_400_000

/** A year is one stop of the Tab key: arrows walk its days and weeks, Page Up and Down its months, Home and End lead to its ends. */
export class YearWalk {
  #root
  #days

  constructor(root) {
    this.#root = root
    this.#days = [...root.querySelectorAll("[data-date]")]
  }

  start() {
    this.#root.addEventListener("keydown", this.#walk)
    this.#root.addEventListener("focusin", this.#focus)
    this.#rove(this.#root.querySelector("[data-today]") ?? this.#days.findLast(day => !day.classList.contains("cell--0")) ?? this.#days[0])
  }

  stop() {
    this.#root.removeEventListener("keydown", this.#walk)
    this.#root.removeEventListener("focusin", this.#focus)
  }

  #focus = event => {
    if (event.target.dataset.date) {
      this.#rove(event.target)
    }
  }

  #rove(current) {
    this.#days.forEach(day => {
      day.tabIndex = day === current ? 0 : -1
    })
  }

  #walk = event => {
    const { date } = event.target.dataset
    if (!date || event.altKey || event.ctrlKey || event.metaKey) {
      return
    }
    const to = this.#target(event.key, date)
    if (to) {
      event.preventDefault()
      to.focus()
    }
  }

  #target(key, date) {
    const day = new Date(`${date}T00:00Z`)
    if (key in STEPS) {
      return this.#find(new Date(day.getTime() + STEPS[key] * DAY_MILLIS))
    }
    if (key === "PageUp" || key === "PageDown") {
      const month = day.getUTCMonth() + (key === "PageUp" ? -1 : 1)
      const last = new Date(Date.UTC(day.getUTCFullYear(), month + 1, 0)).getUTCDate()
      return this.#find(new Date(Date.UTC(day.getUTCFullYear(), month, Math.min(day.getUTCDate(), last))))
    }
    return { Home: this.#days[0], End: this.#days.at(-1) }[key]
  }

  #find(date) {
    return this.#root.querySelector(`[data-date="${date.toISOString().slice(0, 10)}"]`)
  }
}
