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

/** What the page shows was made before the first look, so that one is always compared. */
let seen = ""

const stateOf = health => health.querySelector(".state").textContent.trim()

/** The words come from the server, so only the part that changed is asked for again. */
async function look() {
  const shown = document.getElementById("health")
  const answer = await fetch(shown.dataset.health)
  if (!answer.ok) {
    return
  }
  const { accepted, rejected, lastRequest, silence } = await answer.json()
  const now = JSON.stringify([accepted, rejected, lastRequest, silence])
  if (now !== seen) {
    const page = await fetch(location.pathname.replace(/\/token$/, ""))
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("health")
    if (fresh) {
      const before = stateOf(shown)
      shown.replaceChildren(...fresh.childNodes)
      if (stateOf(shown) !== before) {
        announcer.textContent = stateOf(shown)
      }
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
