/** The date picker: turns its months in place, walks its days by key, closes by Escape and by a click beside it. */
export class Picker {
  #root
  #calendar

  constructor(root) {
    this.#root = root
    this.#calendar = root.querySelector("[data-calendar]")
  }

  get open() {
    return this.#root.open
  }

  start() {
    this.#calendar.addEventListener("click", this.#turn)
    this.#calendar.addEventListener("keydown", this.#walk)
    document.addEventListener("pointerdown", this.#outside)
    this.#rove()
  }

  stop() {
    this.#calendar.removeEventListener("click", this.#turn)
    this.#calendar.removeEventListener("keydown", this.#walk)
    document.removeEventListener("pointerdown", this.#outside)
  }

  show() {
    this.#root.open = true
    this.#root.querySelector("input[type=date]").focus()
  }

  close() {
    this.#root.open = false
    this.#root.querySelector("summary").focus()
  }

  #outside = event => {
    if (this.#root.open && !this.#root.contains(event.target)) {
      this.#root.open = false
    }
  }

  #turn = event => {
    const link = event.target.closest("a[data-month]")
    if (link) {
      event.preventDefault()
      this.#load(link, () => this.#calendar.querySelector(`a[aria-label="${link.getAttribute("aria-label")}"]`))
    }
  }

  async #load(link, focus) {
    const source = new URL(link.href)
    source.pathname += "/calendar"
    const response = await fetch(source, { headers: { Accept: "text/html" } })
    if (response.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html")
      this.#calendar.replaceChildren(...page.body.children)
      this.#rove()
      focus()?.focus()
    } else {
      location.assign(link.href)
    }
  }

  get #cells() {
    return [...this.#calendar.querySelectorAll("a.cell")]
  }

  /** One stop for the tab key; the arrows reach the others. */
  #rove(chosen = this.#calendar.querySelector("a.cell[aria-current]") ?? this.#calendar.querySelector("a.cell:not(.cell--other)")) {
    this.#cells.forEach(cell => cell.setAttribute("tabindex", cell === chosen ? "0" : "-1"))
  }

  #walk = event => {
    const cells = this.#cells
    const at = cells.indexOf(event.target)
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
    if (at < 0 || by === undefined) {
      return
    }
    event.preventDefault()
    event.stopPropagation()
    const next = cells[at + by]
    if (next) {
      this.#rove(next)
      next.focus()
    } else {
      const [previous, following] = this.#calendar.querySelectorAll("a[data-month]")
      this.#load(by < 0 ? previous : following, () => {
        const days = this.#calendar.querySelectorAll("a.cell:not(.cell--other)")
        const target = by < 0 ? days[days.length - 1] : days[0]
        this.#rove(target)
        return target
      })
    }
  }
}
