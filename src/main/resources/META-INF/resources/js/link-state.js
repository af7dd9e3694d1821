/** Says whether the page is live, and since when it is not; aloud only when that changes for longer than a moment. */
export class LinkState {
  #element
  #text
  #announcer
  #socket
  #lostAt = null

  constructor(element, announcer, socket) {
    this.#element = element
    this.#text = element.querySelector("[data-link-text]")
    this.#announcer = announcer
    this.#socket = socket
  }

  start() {
    this.#socket.addEventListener("live", this.#live)
    this.#socket.addEventListener("lost", this.#lost)
  }

  stop() {
    this.#socket.removeEventListener("live", this.#live)
    this.#socket.removeEventListener("lost", this.#lost)
  }

  #live = () => {
    if (!this.#element.classList.contains("is-live")) {
      this.#show("is-live", this.#element.dataset.live)
      if (this.#lostAt) {
        this.#announcer.textContent = this.#element.dataset.live
      }
      this.#lostAt = null
    }
  }

  #lost = () => {
    this.#lostAt ??= new Date()
    const time = this.#lostAt.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })
    const text = this.#element.dataset.lost.replace("%time%", time)
    this.#show("is-lost", text)
    if (this.#announcer.textContent !== text) {
      this.#announcer.textContent = text
    }
  }

  #show(state, text) {
    this.#element.classList.remove("is-live", "is-lost")
    this.#element.classList.add(state)
    this.#text.textContent = text
  }
}
