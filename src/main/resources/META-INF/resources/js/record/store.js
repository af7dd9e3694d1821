/** What this browser keeps: settings, positions that the server has not acknowledged, and those that it refused. */
const NAME = "rumbo-recorder"
const VERSION = 1
const SETTINGS = "settings"
const POSITIONS = "positions"
const REJECTED = "rejected"

const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

export class RecordStore {
  #database

  constructor(database) {
    this.#database = database
  }

  static async open() {
    const opening = indexedDB.open(NAME, VERSION)
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(SETTINGS)
      opening.result.createObjectStore(POSITIONS, { autoIncrement: true })
      opening.result.createObjectStore(REJECTED, { autoIncrement: true })
    }
    return new RecordStore(await done(opening))
  }

  setting(key) {
    return done(this.#database.transaction(SETTINGS).objectStore(SETTINGS).get(key))
  }

  change(key, value) {
    return this.#write([SETTINGS], settings => (value === undefined ? settings.delete(key) : settings.put(value, key)))
  }

  /** Positions and how far the recording is, both or neither. */
  add(positions, recording) {
    return this.#write([SETTINGS, POSITIONS], (settings, pending) => {
      positions.forEach(position => pending.add(position))
      settings.put(recording, "recording")
    })
  }

  /** How many wait, and the time of the oldest. */
  async pending() {
    const store = this.#database.transaction(POSITIONS).objectStore(POSITIONS)
    const [count, [oldest]] = await Promise.all([done(store.count()), done(store.getAll(null, 1))])
    return { count, oldest: oldest?.time ?? null }
  }

  async oldest(most) {
    const store = this.#database.transaction(POSITIONS).objectStore(POSITIONS)
    const [keys, positions] = await Promise.all([done(store.getAllKeys(null, most)), done(store.getAll(null, most))])
    return { keys, positions }
  }

  /** @param refused [{ position, reason }] of those with these keys */
  settle(keys, refused) {
    return this.#write([POSITIONS, REJECTED], (pending, rejected) => {
      keys.forEach(key => pending.delete(key))
      refused.forEach(one => rejected.add(one))
    })
  }

  rejected() {
    return done(this.#database.transaction(REJECTED).objectStore(REJECTED).getAll())
  }

  /** Back among those that wait. */
  async retryRejected() {
    const refused = await this.rejected()
    await this.#write([POSITIONS, REJECTED], (pending, rejected) => {
      rejected.clear()
      refused.forEach(({ position }) => pending.add(position))
    })
  }

  discardRejected() {
    return this.#write([REJECTED], rejected => rejected.clear())
  }

  forget() {
    return this.#write([SETTINGS, POSITIONS, REJECTED], (...stores) => stores.forEach(store => store.clear()))
  }

  /** Resolves once it is on the disk, not merely handed to the system. */
  #write(names, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(names, "readwrite", { durability: "strict" })
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      work(...names.map(name => transaction.objectStore(name)))
    })
  }
}
