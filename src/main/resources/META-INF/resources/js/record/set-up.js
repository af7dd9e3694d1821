/** Asks once which device this browser records as, and obtains its token. */
const JSON_ONLY = { Accept: "application/json" }
const NEW = ""

/** Who is logged in and what they read; null where nobody is or there is no connection. */
export async function currentReader() {
  const response = await fetch("/record/reader", { headers: JSON_ONLY, redirect: "manual" }).catch(() => null)
  return response?.ok ? response.json() : null
}

export class SetUp extends EventTarget {
  #part
  #store
  #form
  #select
  #reader = null

  constructor(part, store) {
    super()
    this.#part = part
    this.#store = store
    this.#form = part.querySelector("form")
    this.#select = part.querySelector("select")
    this.#form.addEventListener("submit", this.#choose)
    this.#select.addEventListener("change", this.#showFields)
    part.querySelector("[data-again]").addEventListener("click", () => this.open())
  }

  async open() {
    this.#part.hidden = false
    this.#say(null)
    const response = await fetch("/api/v1/devices", { headers: JSON_ONLY }).catch(() => null)
    this.#reader = response?.ok ? await currentReader() : null
    this.#form.hidden = !this.#reader
    if (!this.#reader) {
      this.#say(response?.status === 401 ? "login" : "offline")
      return
    }
    const { devices } = await response.json()
    this.#select.length = 1
    devices.forEach(({ id, name }) => this.#select.add(new Option(name, id)))
    const wanted = new URL(location.href).searchParams.get("device")
    this.#select.value = devices.some(({ id }) => id === wanted) ? wanted : NEW
    this.#showFields()
  }

  #showFields = () => {
    const fresh = this.#select.value === NEW
    this.#part.querySelector("[data-new]").hidden = !fresh
    this.#part.querySelector("[data-existing]").hidden = fresh
    this.#form.elements.name.required = fresh
  }

  #choose = async event => {
    event.preventDefault()
    const before = await this.#store.setting("device")
    const { count } = await this.#store.pending()
    if (count > 0 && before && before.userId !== this.#reader.id) {
      this.#say("another")
      return
    }
    const id = this.#select.value
    const answer = id === NEW
      ? await this.#ask("/api/v1/devices", { name: this.#form.elements.name.value.trim() })
      : await this.#ask(`/api/v1/devices/${encodeURIComponent(id)}/token`, {})
    if (!answer) {
      this.#say("failed")
      return
    }
    await this.#store.change("reader", this.#reader)
    await this.#store.change("device", answer)
    this.#part.hidden = true
    this.dispatchEvent(new Event("done"))
  }

  async #ask(path, body) {
    const response = await fetch(path, { method: "POST", headers: { ...JSON_ONLY, "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => null)
    return response?.ok ? response.json() : null
  }

  /** @param problem "login", "offline", "another", "failed" or null */
  #say(problem) {
    this.#part.querySelectorAll("[data-problem]").forEach(note => {
      note.hidden = note.dataset.problem !== problem
    })
    this.#part.querySelector("[data-again]").hidden = problem !== "offline" && problem !== "login"
  }
}
