/** Asks for what only a selected line shows, its reasons and its forms, in place of the link that leads there without a script. */
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
    const link = document.getElementById(this.#selection.selected)?.querySelector("[data-rest]")
    if (!link || link.hasAttribute("aria-busy")) {
      return
    }
    link.setAttribute("aria-busy", "true")
    const response = await fetch(link.dataset.rest).catch(() => null)
    link.removeAttribute("aria-busy")
    if (response?.ok && !response.redirected) {
      link.parentElement.replaceWith(...new DOMParser().parseFromString(await response.text(), "text/html").body.children)
    }
  }
}
