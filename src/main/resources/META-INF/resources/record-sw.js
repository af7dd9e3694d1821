/*
 * Opens the recorder without a connection. It keeps the page as nobody sees it, logged in or not, with its scripts and styles, and
 * never an answer of the API. A worker of its own, for /record alone: what the other pages keep goes at the log-out, this stays.
 */
const CACHE = "rumbo-record"
const PAGE = "/record"
const SHELL = `${PAGE}?lang=${new URL(location.href).searchParams.get("lang")}`
const SHARED = /^\/(css|js|img|webjars|record)\/.*\.(css|js|svg|png|webmanifest)$/
const LONGEST_WAIT_MS = 4_000
const FILES = [
  "/css/layers.css", "/css/tokens.css", "/css/base.css", "/css/shell.css", "/css/overlay.css", "/css/record.css",
  "/img/logo.svg", "/img/icon-192.png", "/js/shell.js", "/js/keys.js",
  ...["page", "set-up", "panel", "figures", "fix", "odometer", "outbox", "post", "recorder", "store", "wake-lock"].map(name => `/js/record/${name}.js`),
]

self.addEventListener("install", event => event.waitUntil(prepare().then(() => self.skipWaiting())))
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()))
self.addEventListener("fetch", event => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin || request.method !== "GET") {
    return
  }
  if (request.mode === "navigate" && url.pathname === PAGE) {
    event.respondWith(networkOr(request, SHELL))
  } else if (SHARED.test(url.pathname)) {
    event.respondWith(networkOr(request, request))
  }
})

async function prepare() {
  const cache = await caches.open(CACHE)
  await cache.addAll([SHELL, ...FILES].map(path => new Request(path, { credentials: "omit", cache: "no-cache" })))
}

/** The network first, but not for long: at the mouth of a tunnel it answers neither yes nor no. */
async function networkOr(request, key) {
  const cache = await caches.open(CACHE)
  const answer = fetch(request).then(async response => {
    if (response.ok && !response.redirected && request === key) {
      await cache.put(key, response.clone())
    }
    return response
  })
  const kept = await cache.match(key)
  if (!kept) {
    return answer
  }
  const late = new Promise(resolve => setTimeout(resolve, LONGEST_WAIT_MS, kept))
  return Promise.race([answer.then(response => (response.ok ? response : kept)), late]).catch(() => kept)
}
