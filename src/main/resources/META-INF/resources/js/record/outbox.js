import { NotTaken, post } from "./post.js"

const EVERY_MS = 5_000
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 120_000
const MOST_POSITIONS = 500
/** No token becomes known by asking again, and servers shut out who asks too often. */
const UNKNOWN_TOKEN_WAIT_MS = 900_000

/**
 * Sends what waits in the store, the oldest first, every few seconds; after a failure with growing, scattered pauses. A position
 * leaves the store only once the server has said what became of it.
 */
export class Outbox extends EventTarget {
  #store
  #token
  #timer = 0
  #busy = false
  #failures = 0
  #most = MOST_POSITIONS
  #notBefore = 0
  /** "idle", "sending", "waiting" or "refused"; the last where the server does not know the token. */
  state = "idle"
  detail = ""

  constructor(store, token) {
    super()
    this.#store = store
    this.#token = token
  }

  start() {
    addEventListener("online", this.hurry)
    this.hurry()
  }

  stop() {
    removeEventListener("online", this.hurry)
    clearTimeout(this.#timer)
    this.#token = null
  }

  /** Ends the pause that we chose ourselves, as when the network is back; the one that the server asked for goes on. */
  hurry = () => this.#schedule(Math.max(0, this.#notBefore - Date.now()))

  #schedule(wait) {
    clearTimeout(this.#timer)
    if (this.#token) {
      this.#timer = setTimeout(this.#send, wait)
    }
  }

  #send = async () => {
    if (this.#busy) {
      return
    }
    this.#busy = true
    let wait = EVERY_MS
    try {
      while (this.#token && await this.#sendOldest()) {
        this.#failures = 0
      }
      this.#tell("idle", "")
    } catch (failure) {
      wait = this.#pauseAfter(failure)
      this.#tell(failure.status === 401 || failure.status === 403 ? "refused" : "waiting", failure.message)
    } finally {
      this.#busy = false
    }
    this.#schedule(wait)
  }

  /** Whether there may be more. */
  async #sendOldest() {
    const { keys, positions } = await this.#store.oldest(this.#most)
    if (keys.length === 0) {
      return false
    }
    this.#tell("sending", "")
    const refused = await post(positions, this.#token)
    await this.#store.settle(keys, refused.map(({ index, reason }) => ({ position: positions[index], reason })))
    this.#failures = 0
    this.#tell("sending", "")
    return keys.length === this.#most
  }

  #pauseAfter(failure) {
    if (!(failure instanceof NotTaken)) {
      console.error(failure)
    }
    this.#failures += 1
    if (failure.status === 413 && this.#most > 1) {
      this.#most = Math.floor(this.#most / 2)
      return 0
    }
    if (failure.status === 401 || failure.status === 403) {
      this.#notBefore = Date.now() + UNKNOWN_TOKEN_WAIT_MS
      return UNKNOWN_TOKEN_WAIT_MS
    }
    const asked = failure.waitMs ?? 0
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1))
    this.#notBefore = Date.now() + asked
    return asked + longest * (0.5 + Math.random() / 2)
  }

  #tell(state, detail) {
    this.state = state
    this.detail = detail
    this.dispatchEvent(new Event("change"))
  }
}
