/**
 * The browser's own copy of what a learner wrote, one entry an answer.
 *
 * It is written at every key, before any call to an LMS: a crashed tab, a failed commit and an LMS
 * that says "true" and stores nothing lose no text. Entries go when a later visit shows that the
 * LMS has them; within a visit an LMS only repeats what it was told.
 *
 * A notebook belongs to one learner, one module and one place (an LMS gives each activity its own
 * address), so that nothing turns up with someone else or in another course. Its short random
 * *tag* stands in the LMS's data, with the time up to which its changes are there: that tells
 * which entries the LMS has seen, also when another computer wrote later, and finds the notebook
 * again when a new upload has another address.
 */

import { attempt } from './attempt.js'
import { progressOf } from './merge.js'

/**
 * @import { Answer, Mark, State } from './state.js'
 *
 * @typedef {Answer & {base: number}} Note `base`: `at` of the version that the LMS had when the
 *   visit began
 * @typedef {{marks: Array<[string, Mark]>, watched: Array<[string, number]>, opened: readonly string[],
 *   place: string, finished: boolean}} Progress
 * @typedef {{notes: Map<string, Note>, progress: Progress | null}} Pages
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} Shelf
 * @typedef {ReturnType<typeof notebook>} Notebook
 */

const PROGRESS = '#'

/**
 * @param {Shelf} shelf
 * @param {string} owner whose notebooks: module and learner
 * @param {string} place address of the page
 * @param {ReadonlyMap<string, number>} [clock] tags that the LMS knows
 */
export function notebook(shelf, owner, place, clock = new Map()) {
  const books = `werkpakket/${owner}/`
  const covers = keys(shelf, books).filter((key) => key.endsWith('/'))
  const cover = covers.find((key) => shelf.getItem(key) === place) ??
    covers.find((key) => clock.has(tagOf(key))) ??
    `${books}${Math.random().toString(36).slice(2, 5)}/`
  put('', place)

  /**
   * @param {string} id
   * @param {string} value
   * @returns {boolean} whether the browser took it
   */
  function put(id, value) {
    return attempt(() => (shelf.setItem(cover + id, value), true)) ?? false
  }

  return {
    tag: tagOf(cover),

    /** @param {string} id @param {Note} note */
    keep: (id, note) => put(id, JSON.stringify(note)),

    /** @param {State} state */
    keepProgress: (state) => put(PROGRESS, JSON.stringify(progressOf(state))),

    /** @param {string} id */
    forget(id) {
      shelf.removeItem(cover + id)
    },

    /** @returns {Pages} */
    read() {
      const entries = keys(shelf, cover).map((key) => [key.slice(cover.length), parse(shelf.getItem(key))])
      const { [PROGRESS]: progress = null, ...notes } = Object.fromEntries(entries)
      return { notes: new Map(Object.entries(notes).filter(([id, note]) => id && note)), progress }
    },

    /**
     * Hear what another tab writes into this notebook.
     *
     * @param {(pages: Pages) => void} hear
     */
    listen(hear) {
      addEventListener('storage', ({ key, newValue }) => {
        const id = key?.startsWith(cover) ? key.slice(cover.length) : ''
        const value = id && parse(newValue)
        if (!value) return
        const isProgress = id === PROGRESS
        hear({ notes: new Map(isProgress ? [] : [[id, value]]), progress: isProgress ? value : null })
      })
    }
  }
}

/**
 * A storage of the browser, or one in memory where the browser has none for us: frames of third
 * parties throw at the first touch under strict settings.
 *
 * @param {() => Storage} storage
 * @returns {Shelf}
 */
export function shelfOf(storage) {
  return attempt(() => {
    const shelf = storage()
    shelf.getItem('')
    return shelf
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

/** @param {Shelf} shelf @param {string} prefix */
function keys(shelf, prefix) {
  const all = Array.from({ length: shelf.length }, (_, index) => shelf.key(index) ?? '')
  return all.filter((key) => key.startsWith(prefix))
}

/** @param {string} key */
const tagOf = (key) => key.split('/').at(-2) ?? ''

/** @param {string | null} text */
const parse = (text) => attempt(() => JSON.parse(text ?? ''))
