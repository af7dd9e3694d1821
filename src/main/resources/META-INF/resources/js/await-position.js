const EVERY_MILLIS = 3_000

/** Waits for the first position of a device that has sent none yet, and leads to it on the map. */
const silent = new Set([...document.querySelectorAll("[data-device][data-silent]")].map(element => element.dataset.device))
const arrived = document.querySelector("[data-arrived]")
const announcer = document.querySelector("[data-announcer]")

async function look() {
  const response = await fetch("/api/v1/devices", { headers: { Accept: "application/json" } }).catch(() => null)
  const devices = response?.ok ? (await response.json()).devices : []
  const first = devices.find(device => silent.has(device.id) && device.lastPosition)
  if (!first) {
    setTimeout(look, EVERY_MILLIS)
    return
  }
  document.querySelectorAll("[data-waiting]").forEach(element => element.closest(`[data-device="${first.id}"]`) && element.setAttribute("hidden", ""))
  arrived.querySelector("[data-arrived-link]").href = `/devices/${encodeURIComponent(first.id)}/day`
  arrived.removeAttribute("hidden")
  announcer.textContent = arrived.firstChild.textContent.trim()
}

if (silent.size > 0 && arrived) {
  look()
}
