/** The list of the day: rows that open by click and by key, and that follow what is selected elsewhere. */
export class Timeline {
  #root
  #scroller
  #selection
  #rows

  constructor(root, scroller, selection) {
    this.#root = root
    this.#scroller = scroller
    this.#selection = selection
    this.#rows = new Map([...root.querySelectorAll("[data-row]")].map(row => [row.id, row]))
  }

  start() {
    this.#root.classList.add("is-live")
    this.#root.addEventListener("click", this.#click)
    this.#root.addEventListener("pointerover", this.#over)
    this.#root.addEventListener("pointerleave", this.#leave)
    this.#root.addEventListener("focusin", this.#over)
    this.#root.addEventListener("focusout", this.#leave)
    this.#selection.addEventListener("select", this.#showSelected)
    this.#selection.addEventListener("near", this.#showNear)
    this.#showSelected()
  }

  stop() {
    this.#root.classList.remove("is-live")
    this.#root.removeEventListener("click", this.#click)
    this.#root.removeEventListener("pointerover", this.#over)
    this.#root.removeEventListener("pointerleave", this.#leave)
    this.#root.removeEventListener("focusin", this.#over)
    this.#root.removeEventListener("focusout", this.#leave)
    this.#selection.removeEventListener("select", this.#showSelected)
    this.#selection.removeEventListener("near", this.#showNear)
  }

  #click = event => {
    const row = event.target.closest("[data-row]")
    if (row && event.target.closest(".row__line") && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault()
      // A click without a pointer is the Enter key: it zooms and never closes.
      if (event.detail === 0) {
        this.#selection.select(row.id)
      } else {
        this.#selection.toggle(row.id)
      }
    }
  }

  #over = event => this.#selection.hover(event.target.closest("[data-row]")?.id ?? null)

  #leave = () => this.#selection.hover(null)

  #showSelected = () => {
    const selected = this.#selection.selected
    for (const [id, row] of this.#rows) {
      row.classList.toggle("is-on", id === selected)
      if (id === selected) {
        row.firstElementChild.setAttribute("aria-current", "true")
      } else {
        row.firstElementChild.removeAttribute("aria-current")
      }
    }
    const row = this.#rows.get(selected)
    if (row) {
      if (this.#scroller.scrollHeight > this.#scroller.clientHeight) {
        row.scrollIntoView({ block: "nearest" })
      }
      row.firstElementChild.focus({ preventScroll: true })
    }
  }

  #showNear = () => {
    for (const [id, row] of this.#rows) {
      row.classList.toggle("is-near", id === this.#selection.near)
    }
  }
}
