import { keysAreOn, switchKeys } from "./keys.js"

// The sheet of shortcuts on every page that has none of its own.
const sheet = document.querySelector("[data-sheet]")
if (sheet) {
  const box = sheet.querySelector("[data-keys-on]")
  box.checked = keysAreOn()
  box.addEventListener("change", () => switchKeys(box.checked))
  document.addEventListener("keydown", event => {
    const busy = event.altKey || event.ctrlKey || event.metaKey || sheet.open || event.target.closest?.("input, select, textarea")
    if (event.key === "?" && !busy && keysAreOn()) {
      event.preventDefault()
      sheet.showModal()
    }
  })
}

document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" })

// A page that the service worker kept says from when it is.
const offline = document.querySelector("[data-as-of]")
if (offline) {
  const asOf = new Date(offline.dataset.asOf)
  offline.querySelector("[data-as-of-words]").textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(asOf)
}

// Only over HTTPS and on this machine: elsewhere browsers offer none, and the pages work without.
if ("serviceWorker" in navigator && document.querySelector(".who")) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js"))
}
