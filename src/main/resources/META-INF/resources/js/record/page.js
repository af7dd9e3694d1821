import { Outbox } from "./outbox.js"
import { Panel } from "./panel.js"
import { Recorder } from "./recorder.js"
import { SetUp, currentReader } from "./set-up.js"
import { RecordStore } from "./store.js"
import { WakeLock } from "./wake-lock.js"

const EVERY_MS = 1_000
const page = document.querySelector("[data-record]")
const part = page.querySelector("[data-recorder]")
const find = selector => page.querySelector(selector)

/** What stands in the way of any recording, or null. */
function obstacle() {
  if (!isSecureContext) {
    return "insecure"
  }
  return "geolocation" in navigator && "indexedDB" in window && "locks" in navigator ? null : "unsupported"
}

const cannot = what => {
  find(`[data-cannot="${what}"]`).hidden = false
}

/** One tab records and sends; another waits for it to close. */
function alone() {
  const note = find('[data-cannot="elsewhere"]')
  const waiting = setTimeout(() => { note.hidden = false }, EVERY_MS)
  return new Promise(resolve => {
    navigator.locks.request("rumbo-recorder", () => {
      clearTimeout(waiting)
      note.hidden = true
      resolve()
      return new Promise(() => {})
    })
  })
}

async function run() {
  const store = await RecordStore.open()
  const recorder = new Recorder(store)
  const screen = new WakeLock()
  const setUp = new SetUp(find("[data-set-up]"), store)
  const panel = new Panel(part, { recorder, outbox: null, screen, store })
  let outbox = null

  const show = () => {
    panel.show()
    return panel.showKept()
  }

  const listen = () => {
    // Asked for with the first drive: browsers grant it to what is used.
    navigator.storage?.persist?.()
    screen.start()
  }

  async function open() {
    const device = await store.setting("device")
    if (!device) {
      part.hidden = true
      await setUp.open()
      return
    }
    panel.reader = await store.setting("reader")
    panel.device(device.name)
    outbox?.stop()
    outbox = new Outbox(store, device.token)
    outbox.addEventListener("change", show)
    panel.outbox = outbox
    outbox.start()
    part.hidden = false
    await show()
    refreshReader(device).catch(console.error)
  }

  /** Units and language may have changed since; another's are not ours. */
  async function refreshReader(device) {
    const reader = await currentReader()
    if (reader?.id === device.userId) {
      await store.change("reader", reader)
      panel.reader = reader
    }
  }

  recorder.addEventListener("change", show)
  screen.addEventListener("change", show)
  setUp.addEventListener("done", open)

  part.addEventListener("click", async ({ target }) => {
    const action = target.closest("button")?.dataset
    if (!action) {
      return
    }
    if ("start" in action) {
      panel.interrupted("none", 0)
      await recorder.start()
      listen()
      find("[data-stop]").focus()
    } else if ("stop" in action || "end" in action) {
      panel.interrupted("none", 0)
      await recorder.stop()
      await screen.stop()
      outbox.hurry()
      find("[data-start]").focus()
    } else if ("goOn" in action) {
      panel.interrupted("none", 0)
      recorder.listen()
      listen()
      find("[data-stop]").focus()
    } else if ("retry" in action) {
      await store.retryRejected()
    } else if ("discard" in action) {
      await store.discardRejected()
    } else if ("choose" in action) {
      await setUp.open()
      find("[data-set-up]").scrollIntoView()
    } else if ("forget" in action) {
      find(panel.pending > 0 || recorder.recording ? "[data-forget-pending]" : "[data-forget-sure]").showModal()
    }
    await show()
  })

  page.querySelectorAll("dialog").forEach(dialog => dialog.addEventListener("close", async () => {
    if (dialog.returnValue === "forget") {
      await recorder.stop()
      await screen.stop()
      outbox.stop()
      await store.forget()
      await open()
    }
  }))

  await open()
  const taken = await recorder.takeUp()
  if (taken !== "none") {
    panel.interrupted(taken, recorder.recording.lastAt)
  }
  if (taken === "resumed") {
    listen()
  }
  setInterval(show, EVERY_MS)
  await show()
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(`/record-sw.js?lang=${document.documentElement.lang}`, { scope: "/record" })
}
const stopped = obstacle()
if (stopped) {
  cannot(stopped)
} else {
  await alone()
  await run().catch(failure => {
    console.error(failure)
    cannot("unsupported")
  })
}
