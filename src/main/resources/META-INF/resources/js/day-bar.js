/**
 * The 24 hours: a mark selects its line, a moment sets the clock, and the frame shows which part of the day the list is
 * scrolled to.
 */
export class DayBar {
  #root
  #plot
  #range
  #list
  #selection
  #clock
  #settings
  #data

  constructor(root, list, { selection, clock, settings, data }) {
    this.#root = root
    this.#plot = root.querySelector("svg")
    this.#range = root.querySelector("[data-range]")
    this.#list = list
    this.#selection = selection
    this.#clock = clock
    this.#settings = settings
    this.#data = data
  }

  start() {
    this.#plot.addEventListener("click", this.#click)
    this.#plot.addEventListener("pointermove", this.#over)
    this.#plot.addEventListener("pointerleave", this.#leave)
    this.#range?.addEventListener("input", this.#slide)
    this.#selection.addEventListener("select", this.#show)
    this.#selection.addEventListener("near", this.#show)
    this.#clock.addEventListener("tick", this.#tick)
    this.#list.addEventListener("scroll", this.#frame, { passive: true })
    addEventListener("scroll", this.#frame, { passive: true })
    addEventListener("resize", this.#frame)
    this.#show()
    this.#tick()
    this.#frame()
  }

  stop() {
    this.#plot.removeEventListener("click", this.#click)
    this.#plot.removeEventListener("pointermove", this.#over)
    this.#plot.removeEventListener("pointerleave", this.#leave)
    this.#range?.removeEventListener("input", this.#slide)
    this.#selection.removeEventListener("select", this.#show)
    this.#selection.removeEventListener("near", this.#show)
    this.#clock.removeEventListener("tick", this.#tick)
    this.#list.removeEventListener("scroll", this.#frame)
    removeEventListener("scroll", this.#frame)
    removeEventListener("resize", this.#frame)
  }

  #timeAt(event) {
    const box = this.#plot.getBoundingClientRect()
    const part = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))
    return this.#settings.start + part * (this.#settings.end - this.#settings.start)
  }

  #click = event => {
    const time = this.#timeAt(event)
    this.#selection.select(event.target.dataset.id ?? this.#data.at(time)?.id ?? null)
    this.#clock.moveTo(time)
  }

  #over = event => {
    const time = this.#timeAt(event)
    this.#clock.hover(time)
    this.#selection.hover(event.target.dataset.id ?? this.#data.at(time)?.id ?? null)
  }

  #leave = () => {
    this.#clock.hover(null)
    this.#selection.hover(null)
  }

  #slide = () => this.#clock.moveTo(this.#settings.start + Number(this.#range.value) * 1000)

  #show = () => {
    const { selected, near } = this.#selection
    this.#root.classList.toggle("has-selection", selected !== null)
    for (const mark of this.#plot.querySelectorAll("[data-id]")) {
      mark.classList.toggle("is-on", mark.dataset.id === selected)
      mark.classList.toggle("is-near", mark.dataset.id === near)
    }
  }

  #tick = () => {
    const { time } = this.#clock
    const cursor = this.#plot.querySelector("[data-bar-cursor]")
    cursor.setAttribute("visibility", time === null ? "hidden" : "visible")
    if (time !== null) {
      cursor.setAttribute("x1", this.#percent(time))
      cursor.setAttribute("x2", this.#percent(time))
    }
    if (this.#range && this.#clock.set !== null) {
      this.#range.value = String((this.#clock.set - this.#settings.start) / 1000)
      const speed = this.#data.place(this.#clock.set)?.speed
      this.#range.setAttribute("aria-valuetext", this.#settings.time(this.#clock.set) + (speed === undefined ? "" : `, ${this.#settings.speed(speed)}`))
    }
  }

  /** From the first row in sight to the last, if not all of them are. */
  #frame = () => {
    const window = this.#plot.querySelector("[data-window]")
    const rows = [...this.#list.querySelectorAll("[data-row]")]
    const box = this.#list.getBoundingClientRect()
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)]
    const visible = rows.filter(row => {
      const { top: from, bottom: to } = row.getBoundingClientRect()
      return to > top + 8 && from < bottom - 8
    })
    if (visible.length === 0 || visible.length === rows.length) {
      window.setAttribute("width", "0")
      return
    }
    const from = Math.max(this.#settings.start, Number(visible[0].dataset.start))
    const to = Math.min(this.#settings.end, Number(visible.at(-1).dataset.end))
    window.setAttribute("x", this.#percent(from))
    window.setAttribute("width", `${100 * (to - from) / (this.#settings.end - this.#settings.start)}%`)
  }

  #percent(time) {
    return `${100 * (time - this.#settings.start) / (this.#settings.end - this.#settings.start)}%`
  }
}
