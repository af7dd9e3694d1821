const STORED = "rumbo.keys"

/** Whether single keys are shortcuts: those who speak to their computer can switch them off. */
export function keysAreOn() {
  return localStorage.getItem(STORED) !== "off"
}

export function switchKeys(on) {
  localStorage.setItem(STORED, on ? "on" : "off")
}
