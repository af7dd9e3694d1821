/** Copies settings, and says at once when something of the phone arrives. */
const EVERY_MILLIS = 2000
const announcer = document.querySelector("[data-announcer]")

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]")
  if (button) {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
    announcer.textContent = document.getElementById("health").dataset.copied
  }
})

let seen = ""

/** The words come from the server, so only the part that changed is asked for again. */
async function look() {
  const shown = document.getElementById("health")
  const answer = await fetch(shown.dataset.health)
  if (!answer.ok) {
    return
  }
  const { accepted, rejected, lastRequest, silence } = await answer.json()
  const now = JSON.stringify([accepted, rejected, lastRequest, silence])
  if (seen && now !== seen) {
    const page = await fetch(location.pathname.replace(/\/token$/, ""))
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("health")
    if (fresh) {
      shown.replaceChildren(...fresh.childNodes)
      announcer.textContent = shown.querySelector(".state").textContent.trim()
    }
  }
  seen = now
}

async function wait() {
  if (!document.hidden) {
    await look().catch(() => {})
  }
  setTimeout(wait, EVERY_MILLIS)
}

wait()
