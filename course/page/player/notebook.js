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
 * @import { Shelf } from './shelf.js'
 * @import { Answer, Mark, State } from './state.js'
 *
 * @typedef {Answer & {base: number}} Note `base`: `at` of the version that the LMS had when the
 *   visit began
 * @typedef {{marks: Array<[string, Mark]>, watched: Array<[string, number]>, opened: readonly string[],
 *   place: string, finished: boolean}} Progress
 * @typedef {{notes: Map<string, Note>, progress: Progress | null}} Pages
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
  const covers = shelf.keys(books).filter((key) => key.endsWith('/'))
  const cover =
    covers.find((key) => shelf.get(key) === place) ??
    covers.find((key) => clock.has(tagOf(key))) ??
    `${books}${Math.random().toString(36).slice(2, 5)}/`
  shelf.put(cover, place)

  /** @param {string} key @param {string | null} value @returns {Pages} */
  function page(key, value) {
    const id = key.slice(cover.length)
    const entry = id ? attempt(() => JSON.parse(value ?? 'null')) : null
    const isProgress = id === PROGRESS
    return {
      notes: new Map(entry && !isProgress ? [[id, entry]] : []),
      progress: isProgress ? entry : null,
    }
  }

  return {
    tag: tagOf(cover),

    /** @param {string} id @param {Note} note @returns {boolean} whether the browser took it */
    keep: (id, note) => shelf.put(cover + id, JSON.stringify(note)),

    /** @param {State} state */
    keepProgress: (state) => shelf.put(cover + PROGRESS, JSON.stringify(progressOf(state))),

    /** @param {string} id */
    forget: (id) => shelf.drop(cover + id),

    /** @returns {Pages} */
    read() {
      const pages = shelf.keys(cover).map((key) => page(key, shelf.get(key)))
      return {
        notes: new Map(pages.flatMap(({ notes }) => [...notes])),
        progress: pages.find(({ progress }) => progress)?.progress ?? null,
      }
    },

    /** Hear what another tab writes into this notebook. @param {(pages: Pages) => void} hear */
    listen: (hear) => shelf.listen((key, value) => key.startsWith(cover) && hear(page(key, value))),
  }
}

/** @param {string} key */
const tagOf = (key) => key.split('/').at(-2) ?? ''
