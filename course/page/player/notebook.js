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
/** A computer that is shared keeps nothing for ever: half a year after the last visit it goes. */
const KEPT = 183 * 24 * 3_600_000

/**
 * @param {Shelf} shelf
 * @param {{owner: string, place: string, now: number, clock?: ReadonlyMap<string, number>}} whose
 *   `owner`: module and learner; `place`: address of the page; `clock`: tags that the LMS knows
 */
export function notebook(shelf, { owner, place, now, clock = new Map() }) {
  const covers = shelf.keys('werkpakket/').filter((key) => key.endsWith('/'))
  const known = covers.map((key) => [key, ...(shelf.get(key) ?? '').split(' ')])
  for (const [key = '', , visited] of known) {
    if (Number(visited) < now - KEPT) shelf.keys(key).forEach(shelf.drop)
  }
  const books = `werkpakket/${owner}/`
  const own = known.filter(([key]) => key?.startsWith(books))
  const [cover = ''] = own.find(([, there]) => there === place) ??
    own.find(([key]) => clock.has(tagOf(key))) ?? [
      `${books}${Math.random().toString(36).slice(2, 5)}/`,
    ]
  shelf.put(cover, `${place} ${now}`)

  /** @param {Array<[key: string, value: string | null]>} items @returns {Pages} */
  function pages(items) {
    /** @type {Array<[string, any]>} */
    const entries = items.map(([key, value]) => [key.slice(cover.length), parse(value)])
    const notes = new Map(entries.filter(([id, entry]) => id && entry))
    const progress = notes.get(PROGRESS) ?? null
    notes.delete(PROGRESS)
    return { notes, progress }
  }

  return {
    tag: tagOf(cover),

    /** @param {string} id @param {Note} note @returns {boolean} whether the browser took it */
    keep: (id, note) => shelf.put(cover + id, JSON.stringify(note)),

    /** @param {State} state */
    keepProgress: (state) => shelf.put(cover + PROGRESS, JSON.stringify(progressOf(state))),

    /** @param {string} id */
    forget: (id) => shelf.drop(cover + id),

    read: () => pages(shelf.keys(cover).map((key) => [key, shelf.get(key)])),

    /** Hear what another tab writes into this notebook. @param {(pages: Pages) => void} hear */
    listen: (hear) =>
      shelf.listen((key, value) => key.startsWith(cover) && hear(pages([[key, value]]))),
  }
}

/** @param {string} [key] */
const tagOf = (key) => key?.split('/').at(-2) ?? ''

/** @param {string | null} text */
const parse = (text) => attempt(() => JSON.parse(text ?? ''))
