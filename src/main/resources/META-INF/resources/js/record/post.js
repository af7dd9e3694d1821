const LONGEST_ANSWER_MS = 30_000
const INDEX = /^positions\[(\d+)]$/

/** The server did not take a batch; all of it is to be sent again. */
export class NotTaken extends Error {
  /** @param {number} status of the answer, or 0 where there was none
   *  @param {number} waitMs what Retry-After asks for, or 0 */
  constructor(status, waitMs, detail) {
    super(detail)
    this.status = status
    this.waitMs = waitMs
  }
}

/**
 * Posts positions.
 *
 * @returns {Promise<{index: number, reason: string}[]>} those that the server will never take; all others are durable there
 */
export async function post(positions, token) {
  const { body, headers } = await packed(JSON.stringify({ positions }))
  let response
  try {
    response = await fetch("/api/v1/positions", {
      method: "POST",
      // The device's token alone speaks; a redirect is somebody else's answer.
      credentials: "omit",
      redirect: "error",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
      body,
      signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
    })
    if (response.status === 202) {
      return (await response.json()).rejected
    }
  } catch (failure) {
    throw new NotTaken(0, 0, String(failure))
  }
  const problem = await response.json().catch(() => ({}))
  const reasons = allRefused(response.status, problem.errors ?? [], positions.length)
  if (reasons) {
    return reasons
  }
  throw new NotTaken(response.status, waitOf(response), problem.detail ?? "")
}

async function packed(text) {
  if (!("CompressionStream" in window)) {
    return { body: text, headers: {} }
  }
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))
  return { body: await new Response(stream).blob(), headers: { "Content-Encoding": "gzip" } }
}

/** A batch with nothing acceptable is answered by 400 with a reason for each position. */
function allRefused(status, errors, count) {
  const reasons = errors.map(({ field, detail }) => ({ index: Number(INDEX.exec(field)?.[1] ?? NaN), reason: detail }))
  return status === 400 && reasons.length === count && reasons.every(({ index }) => index < count) ? reasons : null
}

function waitOf(response) {
  const header = response.headers.get("Retry-After") ?? ""
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(wait) ? Math.max(0, wait) : 0
}
