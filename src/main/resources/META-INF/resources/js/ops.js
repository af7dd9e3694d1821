const EVERY_MILLIS = 5_000

const find = name => document.querySelector(`[data-ops-${name}]`)

/** Asks for the page again while somebody looks, and puts what changed in place of what was there. */
class Operations {
  #pause = find("pause")
  #lost = find("lost")
  #paused = false
  #timer = 0

  start() {
    this.#pause.hidden = false
    this.#pause.addEventListener("click", this.#toggle)
    document.addEventListener("visibilitychange", this.#wake)
    this.#later()
  }

  #toggle = () => {
    this.#paused = !this.#paused
    this.#pause.textContent = this.#paused ? this.#pause.dataset.goOn : this.#pause.dataset.pause
    this.#wake()
  }

  #wake = () => {
    if (!document.hidden && !this.#paused) {
      clearTimeout(this.#timer)
      this.#look()
    }
  }

  #later() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#look(), EVERY_MILLIS)
  }

  async #look() {
    if (!document.hidden && !this.#paused) {
      try {
        const response = await fetch(location.href)
        if (response.redirected) {
          location.reload()
          return
        }
        if (!response.ok) {
          throw new Error(response.status)
        }
        this.#show(new DOMParser().parseFromString(await response.text(), "text/html"))
        this.#lost.hidden = true
      } catch {
        this.#lost.hidden = false
      }
    }
    this.#later()
  }

  /** What is scrolled or read with the keyboard stays where it is. */
  #show(page) {
    if (this.#paused) {
      return
    }
    for (const name of ["time", "parts"]) {
      const now = page.querySelector(`[data-ops="${name}"]`)
      const before = document.querySelector(`[data-ops="${name}"]`)
      if (now && before) {
        const places = [...before.querySelectorAll(".scroll")]
        const read = places.find(each => each === document.activeElement)?.getAttribute("aria-label")
        const scrolled = new Map(places.map(each => [each.getAttribute("aria-label"), each.scrollLeft]))
        before.replaceChildren(...now.childNodes)
        for (const each of before.querySelectorAll(".scroll")) {
          const name = each.getAttribute("aria-label")
          each.scrollLeft = scrolled.get(name) ?? 0
          if (name === read) {
            each.focus({ preventScroll: true })
          }
        }
      }
    }
  }
}

new Operations().start()
