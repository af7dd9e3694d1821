const STATES = ["driving", "stopped", "offline"]
const SIGN_PX = 26
const LABELS_UP_TO = 60
const TURNS = 32

/** The marks of the fleet's map in the page's colors, drawn once each and then copied. */
export class Signs {
  #stamps = new Map()
  #colors = {}

  constructor() {
    const dark = matchMedia("(prefers-color-scheme: dark)")
    dark.addEventListener("change", () => this.#readColors())
    this.#readColors()
  }

  draw(canvas, drawn, selected, pointed) {
    const singles = drawn.reduce((count, each) => count + (each.many ? 0 : 1), 0)
    for (const each of drawn) {
      if (each.many) {
        this.#cluster(canvas, each)
        continue
      }
      const { car, x, y } = each
      const stamp = this.#stamp(car.state, car.course)
      canvas.drawImage(stamp, x - SIGN_PX / 2, y - SIGN_PX / 2, SIGN_PX, SIGN_PX)
      const id = car.device.deviceId
      if (id === selected) {
        this.#ring(canvas, x, y)
      }
      if (id === selected || id === pointed || singles <= LABELS_UP_TO) {
        this.#label(canvas, car.device.name, x + SIGN_PX / 2 + 2, y, car.state === "offline")
      }
    }
  }

  #readColors() {
    const style = getComputedStyle(document.documentElement)
    for (const name of ["driving", "standing", "unknown", "surface", "text", "text-muted", "accent", "line-strong"]) {
      this.#colors[name] = style.getPropertyValue(`--${name}`).trim()
    }
    this.#font = getComputedStyle(document.body).fontFamily
    this.#stamps.clear()
  }

  #font = "sans-serif"

  #color(state) {
    return this.#colors[state === "stopped" ? "standing" : state === "offline" ? "unknown" : state]
  }

  #stamp(state, course) {
    const turn = state === "driving" && course !== null ? Math.round((course / 360) * TURNS + TURNS) % TURNS : -1
    const key = STATES.indexOf(state) * 100 + turn
    if (!this.#stamps.has(key)) {
      this.#stamps.set(key, this.#make(state, turn))
    }
    return this.#stamps.get(key)
  }

  #make(state, turn) {
    const stamp = document.createElement("canvas")
    stamp.width = stamp.height = SIGN_PX * 2
    const pen = stamp.getContext("2d")
    pen.scale(2, 2)
    pen.translate(SIGN_PX / 2, SIGN_PX / 2)
    pen.lineWidth = 2
    pen.lineJoin = "round"
    pen.strokeStyle = this.#colors.surface
    pen.fillStyle = this.#color(state)
    pen.beginPath()
    if (turn >= 0) {
      pen.rotate((turn / TURNS) * 2 * Math.PI)
      pen.moveTo(0, -11)
      pen.lineTo(8, 8.5)
      pen.lineTo(0, 4.8)
      pen.lineTo(-8, 8.5)
      pen.closePath()
    } else {
      pen.arc(0, 0, state === "driving" ? 8 : 7, 0, 2 * Math.PI)
    }
    if (state === "offline") {
      pen.fillStyle = this.#colors.surface
      pen.strokeStyle = this.#colors.unknown
      pen.setLineDash([2.2, 2.2])
    }
    pen.fill()
    pen.stroke()
    return stamp
  }

  /** The count, in a ring that shows how many of them drive, stand and are silent. */
  #cluster(canvas, { many, x, y, radius }) {
    canvas.beginPath()
    canvas.arc(x, y, radius, 0, 2 * Math.PI)
    canvas.fillStyle = this.#colors.surface
    canvas.fill()
    canvas.lineWidth = 4
    let from = -Math.PI / 2
    for (const state of STATES) {
      const share = many.reduce((count, car) => count + (car.state === state ? 1 : 0), 0) / many.length
      if (share > 0) {
        canvas.beginPath()
        canvas.strokeStyle = this.#color(state)
        canvas.arc(x, y, radius - 2, from, from + share * 2 * Math.PI)
        canvas.stroke()
        from += share * 2 * Math.PI
      }
    }
    canvas.fillStyle = this.#colors.text
    canvas.font = `600 12px ${this.#font}`
    canvas.textAlign = "center"
    canvas.textBaseline = "middle"
    canvas.fillText(String(many.length), x, y + 0.5)
  }

  #ring(canvas, x, y) {
    canvas.beginPath()
    canvas.arc(x, y, SIGN_PX / 2 + 3, 0, 2 * Math.PI)
    canvas.lineWidth = 2.5
    canvas.strokeStyle = this.#colors.accent
    canvas.stroke()
  }

  #label(canvas, text, x, y, muted) {
    canvas.font = `11px ${this.#font}`
    canvas.textAlign = "start"
    canvas.textBaseline = "middle"
    canvas.lineWidth = 4
    canvas.lineJoin = "round"
    canvas.strokeStyle = this.#colors.surface
    canvas.strokeText(text, x, y)
    canvas.fillStyle = this.#colors[muted ? "text-muted" : "text"]
    canvas.fillText(text, x, y)
  }
}
