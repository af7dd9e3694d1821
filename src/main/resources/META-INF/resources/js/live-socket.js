const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
/** The server's word that it stops, or that the socket was open for long: another takes over at once. */
const COME_AGAIN = 1001
/** Scatters the viewers of an instance that stops. */
const LONGEST_MOVE_MS = 1_000
/** An instance that stops refuses until whoever shares out the viewers knows of it: a loss only where that takes longer. */
const MOVES_MS = 8_000
/** The server's word that the session was ended elsewhere: the page leads to the log-in then. */
const WITHDRAWN = 1008

/** The live feed, kept open: reconnects by itself with growing, scattered pauses. Knows nothing of the page. */
export class LiveSocket extends EventTarget {
  #address
  #socket = null
  #timer = 0
  #wait = FIRST_WAIT_MS
  #movesUntil = 0

  /** @param {string} path on this server */
  constructor(path) {
    super()
    this.#address = new URL(path, location.href)
    this.#address.protocol = this.#address.protocol.replace("http", "ws")
  }

  start() {
    addEventListener("online", this.#again)
    this.#open()
  }

  stop() {
    removeEventListener("online", this.#again)
    clearTimeout(this.#timer)
    this.#socket?.removeEventListener("close", this.#closed)
    this.#socket?.close()
    this.#socket = null
  }

  #open() {
    this.#socket = new WebSocket(this.#address)
    this.#socket.addEventListener("message", this.#received)
    this.#socket.addEventListener("close", this.#closed)
  }

  #received = ({ data }) => {
    const message = JSON.parse(data)
    this.#wait = FIRST_WAIT_MS
    this.#movesUntil = 0
    this.dispatchEvent(new Event("live"))
    this.dispatchEvent(new CustomEvent("devices", { detail: message.devices }))
  }

  #closed = ({ code }) => {
    if (code === COME_AGAIN) {
      this.#movesUntil ||= performance.now() + MOVES_MS
    }
    if (code !== WITHDRAWN && performance.now() < this.#movesUntil) {
      this.#later(Math.random() * LONGEST_MOVE_MS)
      return
    }
    this.dispatchEvent(new Event("lost"))
    if (code === WITHDRAWN) {
      location.reload()
      return
    }
    const wait = this.#wait * (0.5 + Math.random() / 2)
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS)
    this.#later(wait)
  }

  #later(wait) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#open(), wait)
  }

  #again = () => {
    if (this.#socket?.readyState === WebSocket.CLOSED) {
      clearTimeout(this.#timer)
      this.#open()
    }
  }
}
