/**
 * The browser's own copy of what a learner wrote, one entry an answer.
 *
 * It is written at every key, before any call to an LMS: a crashed tab, a failed commit and an LMS
 * that says "true" and stores nothing lose no text. Entries go when a later visit shows that the
 * LMS really has them; within a visit an LMS only repeats what it was told.
 *
 * A notebook belongs to one learner, one module and one place (an LMS gives each activity its own
 * address), so that nothing turns up with someone else or in another course. Its short random
 * *tag* goes into the LMS's data with the time of its newest change there (`clock`): that tells
 * which entries the LMS has seen, also when another computer wrote later, and finds the notebook
 * again when a new upload got another address.
 */

/**
 * @import { Answer, Mark, State } from './state.js'
 *
 * @typedef {Answer & {base: number}} Note `base`: `at` of the LMS's version when the visit began
 * @typedef {{marks: Array<[string, Mark]>, watched: Array<[string, number]>, opened: string[],
 *   place: string, finished: boolean}} Progress
 * @typedef {{notes: Map<string, Note>, progress: Progress | null}} Pages
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} Shelf
 */

const PROGRESS = '#'

export class Notebook {
  #shelf
  #prefix
  tag

  /**
   * @param {Shelf} shelf
   * @param {string} owner module and learner
   * @param {string} tag
   */
  constructor(shelf, owner, tag) {
    this.#shelf = shelf
    this.#prefix = `${owner}/${tag}/`
    this.tag = tag
  }

  /**
   * Find the notebook of this place, or the one whose tag the LMS knows, or begin one.
   *
   * @param {Shelf} shelf
   * @param {string} owner
   * @param {string} place
   * @param {ReadonlyMap<string, number>} clock
   */
  static find(shelf, owner, place, clock) {
    const tags = keys(shelf, `${owner}/`).filter((key) => key.endsWith('/')).map((key) => key.split('/').at(-2) ?? '')
    const here = tags.find((tag) => shelf.getItem(`${owner}/${tag}/`) === place)
    const tag = here ?? tags.find((tag) => clock.has(tag)) ?? Math.random().toString(36).slice(2, 6)
    const notebook = new Notebook(shelf, owner, tag)
    notebook.#write('', place)
    return notebook
  }

  /**
   * @param {string} id
   * @param {Note} note
   * @returns {boolean} whether the browser took it
   */
  keep(id, note) {
    return this.#write(id, JSON.stringify(note))
  }

  /** @param {State} state */
  keepProgress({ marks, watched, opened, place, finished }) {
    const progress = { marks: [...marks], watched: [...watched], opened, place, finished }
    return this.#write(PROGRESS, JSON.stringify(progress))
  }

  /** @param {string} id */
  forget(id) {
    attempt(() => this.#shelf.removeItem(this.#prefix + id))
  }

  forgetProgress() {
    this.forget(PROGRESS)
  }

  /** @returns {Pages} */
  read() {
    /** @type {Pages} */
    const pages = { notes: new Map(), progress: null }
    for (const key of keys(this.#shelf, this.#prefix)) {
      const id = key.slice(this.#prefix.length)
      const value = parse(this.#shelf.getItem(key))
      if (id === PROGRESS) pages.progress = value
      else if (id && value) pages.notes.set(id, value)
    }
    return pages
  }

  /**
   * Hear what another tab of the same learner writes into this notebook.
   *
   * @param {(id: string, note: Note) => void} hear
   */
  listen(hear) {
    addEventListener('storage', ({ key, newValue }) => {
      if (!key?.startsWith(this.#prefix)) return
      const id = key.slice(this.#prefix.length)
      const note = parse(newValue)
      if (note && id && id !== PROGRESS) hear(id, note)
    })
  }

  /**
   * @param {string} id
   * @param {string} value
   */
  #write(id, value) {
    return attempt(() => {
      this.#shelf.setItem(this.#prefix + id, value)
      return true
    }) ?? false
  }
}

/**
 * A storage of the browser, or one in memory where the browser has none for us (third-party frames
 * under strict settings throw at the first touch).
 *
 * @param {() => Storage} storage
 * @returns {Shelf}
 */
export function shelf(storage) {
  return attempt(() => {
    const found = storage()
    found.getItem('')
    return found
  }) ?? inMemory()
}

/** @returns {Shelf} */
export function inMemory() {
  /** @type {Map<string, string>} */
  const items = new Map()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size
    }
  }
}

/**
 * @param {Shelf} shelf
 * @param {string} prefix
 */
function keys(shelf, prefix) {
  const all = Array.from({ length: shelf.length }, (_, index) => shelf.key(index) ?? '')
  return all.filter((key) => key.startsWith(prefix))
}

/** @param {string | null} text */
const parse = (text) => attempt(() => JSON.parse(text ?? 'null'))

/**
 * @template T
 * @param {() => T} touch
 * @returns {T | null}
 */
function attempt(touch) {
  try {
    return touch()
  } catch {
    return null
  }
}
