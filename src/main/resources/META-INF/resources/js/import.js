/** Sends a file in chunks, so that a large one can go on where it broke off, and shows how far an import is. */
const CHUNK_BYTES = 4 << 20
const MOST_TRIES = 8
const LOOK_EVERY_MILLIS = 1000

const drop = document.querySelector(".drop")
const input = drop.querySelector("input[type=file]")
const problem = drop.querySelector("[data-problem]")

const wait = millis => new Promise(done => setTimeout(done, millis))

function show(line, done, all) {
  line.hidden = false
  const bar = line.querySelector("progress")
  bar.max = all
  bar.value = done
  line.querySelector("span").textContent = `${line.dataset.progress}: ${Math.floor((100 * done) / Math.max(1, all))} %`
}

/** The same file of the same person gets the same id, so that choosing it again goes on. */
async function idOf(file) {
  const known = new TextEncoder().encode([file.name, file.size, file.lastModified, drop.dataset.uploads].join("\n"))
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", known))
  return Array.from(digest.slice(0, 16), byte => byte.toString(16).padStart(2, "0")).join("")
}

async function send(file) {
  const id = crypto.subtle ? await idOf(file) : crypto.randomUUID?.() ?? String(Date.now()) + "-upload"
  const address = drop.dataset.uploads + id
  const line = drop.querySelector(".progress")
  let offset = 0
  for (let tries = 0; ; ) {
    try {
      const here = await fetch(address)
      offset = here.ok ? (await here.json()).bytes : offset
      if (offset > file.size) {
        await fetch(address, { method: "DELETE" })
        offset = 0
      }
      while (offset < file.size) {
        show(line, offset, file.size)
        const answer = await fetch(`${address}?offset=${offset}`, {
          method: "PUT",
          headers: { "Content-Type": "application/octet-stream" },
          body: file.slice(offset, offset + CHUNK_BYTES),
        })
        if (!answer.ok) {
          throw new Error((await answer.json().catch(() => ({}))).detail ?? "", { cause: answer.status })
        }
        offset = (await answer.json()).bytes
        tries = 0
      }
      show(line, file.size, file.size)
      return id
    } catch (failed) {
      if (failed.cause === 413 || ++tries === MOST_TRIES) {
        throw failed
      }
      await wait(500 * 2 ** tries)
    }
  }
}

drop.addEventListener("submit", async event => {
  event.preventDefault()
  const file = input.files[0]
  if (!file || file.size === 0) {
    return
  }
  problem.hidden = true
  const button = drop.querySelector("button")
  button.disabled = true
  try {
    const id = await send(file)
    location.assign(`${location.pathname}?${new URLSearchParams({ upload: id, name: file.name })}`)
  } catch (failed) {
    problem.textContent = failed.cause === 413 ? failed.message : drop.dataset.stopped
    problem.hidden = false
    button.disabled = false
  }
})

for (const type of ["dragenter", "dragover"]) {
  drop.addEventListener(type, event => {
    event.preventDefault()
    drop.classList.add("is-over")
  })
}
for (const type of ["dragleave", "drop"]) {
  drop.addEventListener(type, () => drop.classList.remove("is-over"))
}
drop.addEventListener("drop", event => {
  event.preventDefault()
  if (event.dataTransfer.files.length) {
    input.files = event.dataTransfer.files
    drop.requestSubmit()
  }
})

/** The form is sent as ever; until its answer comes the newest import tells how far it is. */
const run = document.querySelector("[data-import]")
run?.addEventListener("submit", async () => {
  const line = run.querySelector(".progress")
  const all = line.querySelector("progress").max
  show(line, 0, all)
  run.querySelector("button").setAttribute("aria-disabled", "true")
  for (;;) {
    await wait(LOOK_EVERY_MILLIS)
    const answer = await fetch(run.dataset.import).catch(() => null)
    const newest = answer?.ok ? (await answer.json()).imports[0] : null
    if (newest?.state === "running") {
      show(line, newest.imported, all)
    }
  }
})
