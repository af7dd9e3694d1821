const DRIVING_MPS = 1.5
const DRIVING_FOR_MS = 60_000
const ONLINE_FOR_MS = 600_000

/** The server's own rule, applied again as time passes without a message. */
export function stateOf({ millis, speed, hidden }, now) {
  if (hidden) {
    return "hidden"
  }
  const age = now - millis
  if (age >= ONLINE_FOR_MS) {
    return "offline"
  }
  return speed !== null && speed >= DRIVING_MPS && age <= DRIVING_FOR_MS ? "driving" : "stopped"
}

const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1_000]]

/** "3 min ago", in the page's language; nothing of a device that is hidden. */
export function age(millis, now, format) {
  if (Number.isNaN(millis)) {
    return ""
  }
  const passed = Math.max(0, now - millis)
  const [unit, length] = UNITS.find(([, candidate]) => passed >= candidate) ?? UNITS.at(-1)
  return format.format(-Math.floor(passed / length), unit)
}
