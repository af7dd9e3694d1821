/** Goes to a date as soon as it is chosen; a year that is still being typed is not one. */
export class DateForm {
  #form
  #typed = false

  constructor(form) {
    this.#form = form
  }

  start() {
    this.#form.addEventListener("keydown", this.#type)
    this.#form.addEventListener("change", this.#change)
  }

  stop() {
    this.#form.removeEventListener("keydown", this.#type)
    this.#form.removeEventListener("change", this.#change)
  }

  #type = event => {
    this.#typed = true
    if (event.key === "Enter") {
      event.preventDefault()
      this.#form.requestSubmit()
    }
  }

  #change = () => {
    if (!this.#typed && this.#form.checkValidity()) {
      this.#form.requestSubmit()
    }
  }
}
