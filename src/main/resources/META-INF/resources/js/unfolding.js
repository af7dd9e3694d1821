/** Asks for what only a selected line shows, its figures, reasons and forms, in place of the link that leads there without a script. */
export class Unfolding {
  #selection

  constructor(selection) {
    this.#selection = selection
  }

  start() {
    this.#selection.addEventListener("select", this.#fill)
    this.#fill()
  }

  stop() {
    this.#selection.removeEventListener("select", this.#fill)
  }

  #fill = async () => {
    const row = document.getElementById(this.#selection.selected)
    const link = row?.querySelector("[data-rest]")
    if (!link || link.hasAttribute("aria-busy")) {
      return
    }
    link.setAttribute("aria-busy", "true")
    const response = await fetch(link.dataset.rest).catch(() => null)
    link.removeAttribute("aria-busy")
    if (response?.ok && !response.redirected) {
      link.parentElement.replaceWith(...new DOMParser().parseFromString(await response.text(), "text/html").body.children)
      const list = row.closest("[data-list]")
      if (row.id === this.#selection.selected && list.scrollHeight > list.clientHeight) {
        row.scrollIntoView({ block: "nearest" })
      }
    }
  }
}
