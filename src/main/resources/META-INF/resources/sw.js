/*
 * Keeps what was opened last, so that it can be read without a connection. The network always goes first; nothing kept is ever
 * shown while the server answers, and all of it goes when somebody logs out or the log-in page shows.
 */
const PAGES = "rumbo-pages"
const ASSETS = "rumbo-assets"
const OFFLINE = "/offline"
const MOST_PAGES = 150
const KEPT = /^\/(days\/\d{4}-\d\d-\d\d(\/map\.json|\/rows\/[^/]+)?|trips\/[^/]+(\/map\.json)?|stats|calendar|help|devices)$/
const SHARED = /^\/(css|js|img|webjars)\//
/** Where the view stands is no page of its own. */
const VIEW = ["at", "map"]

self.addEventListener("install", event => event.waitUntil(prepare()))
// The page is asked for while the worker wakes up.
self.addEventListener("activate", event => event.waitUntil(self.registration.navigationPreload?.enable()))
self.addEventListener("fetch", event => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) {
    return
  }
  if (url.pathname === "/logout" || url.pathname === "/login") {
    event.respondWith(forget().then(() => ask(event)))
  } else if (request.method === "GET" && SHARED.test(url.pathname)) {
    event.respondWith(throughNetwork(event, ASSETS, request))
  } else if (request.method === "GET" && KEPT.test(url.pathname)) {
    event.respondWith(throughNetwork(event, PAGES, keyOf(url)).then(response => response ?? unknown(request)))
  } else if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(ask(event).catch(() => unknown(request)))
  }
})

async function prepare() {
  const assets = await caches.open(ASSETS)
  await assets.addAll([OFFLINE, "/css/layers.css", "/css/tokens.css", "/css/base.css", "/css/shell.css", "/css/form.css", "/css/overlay.css", "/img/logo.svg"])
  await self.skipWaiting()
}

function keyOf(url) {
  const key = new URL(url)
  VIEW.forEach(name => key.searchParams.delete(name))
  return key.href
}

/** Goes up when all is forgotten: what was asked for before is not kept after. */
let reader = 0

async function ask(event) {
  return (await event.preloadResponse) ?? fetch(event.request)
}

async function throughNetwork(event, name, key) {
  const asking = reader
  let response
  try {
    response = await ask(event)
  } catch {
    return remembered(name, key)
  }
  // A redirect is no answer, and what asks for the log-in is nobody's page.
  if (response.ok && !response.redirected && !/\bno-store\b/i.test(response.headers.get("Cache-Control") ?? "")) {
    event.waitUntil(keep(name, key, response.clone(), asking))
  }
  return response
}

/** Beside the answer, which does not wait for it. */
async function keep(name, key, response, asking) {
  const cache = await caches.open(name)
  if (asking !== reader) {
    return
  }
  await cache.delete(key)
  await cache.put(key, response)
  if (name === PAGES) {
    const keys = await cache.keys()
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_PAGES)).map(old => cache.delete(old)))
  }
}

async function remembered(name, key) {
  const response = await (await caches.open(name)).match(key)
  if (!response) {
    return name === ASSETS ? Response.error() : undefined
  }
  return response.headers.get("Content-Type")?.startsWith("text/html") ? marked(response) : response
}

/** The page says itself that it is kept, and from when. */
async function marked(response) {
  const asOf = new Date(response.headers.get("Date") ?? 0).toISOString()
  const html = (await response.text()).replace("data-offline hidden", `data-offline data-as-of="${asOf}"`)
  const headers = new Headers(response.headers)
  headers.delete("Content-Encoding")
  headers.delete("Content-Length")
  return new Response(html, { status: response.status, headers })
}

/** The start page leads to the day that was opened last; for the rest there is a page that says what is missing. */
async function unknown(request) {
  if (new URL(request.url).pathname === "/") {
    const pages = await caches.open(PAGES)
    const last = (await pages.keys()).findLast(({ url }) => /\/days\/[\d-]+$/.test(new URL(url).pathname))
    if (last) {
      return Response.redirect(last.url)
    }
  }
  return request.mode === "navigate" ? (await caches.match(OFFLINE)) ?? Response.error() : Response.error()
}

async function forget() {
  reader += 1
  await caches.delete(PAGES)
}
