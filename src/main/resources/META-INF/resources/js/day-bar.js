/** The 24 hours: a mark selects its line, and shows which one is selected or near. */
export class DayBar {
  #root
  #selection

  constructor(root, selection) {
    this.#root = root
    this.#selection = selection
  }

  start() {
    this.#root.addEventListener("click", this.#click)
    this.#root.addEventListener("pointerover", this.#over)
    this.#root.addEventListener("pointerleave", this.#leave)
    this.#selection.addEventListener("select", this.#show)
    this.#selection.addEventListener("near", this.#show)
    this.#show()
  }

  stop() {
    this.#root.removeEventListener("click", this.#click)
    this.#root.removeEventListener("pointerover", this.#over)
    this.#root.removeEventListener("pointerleave", this.#leave)
    this.#selection.removeEventListener("select", this.#show)
    this.#selection.removeEventListener("near", this.#show)
  }

  #click = event => this.#selection.select(event.target.dataset.id ?? null)

  #over = event => this.#selection.hover(event.target.dataset.id ?? null)

  #leave = () => this.#selection.hover(null)

  #show = () => {
    const { selected, near } = this.#selection
    this.#root.classList.toggle("has-selection", selected !== null)
    for (const mark of this.#root.querySelectorAll("[data-id]")) {
      mark.classList.toggle("is-on", mark.dataset.id === selected)
      mark.classList.toggle("is-near", mark.dataset.id === near)
    }
  }
}
