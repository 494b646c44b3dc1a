/**
 * The learner's work on this page: the state, its copy in the browser's notebook, and who wants to
 * hear of changes. Every change is in the notebook before anyone hears of it.
 */

import * as changes from './state.js'
import { both } from './merge.js'

/**
 * @import { Answer, State, Version } from './state.js'
 * @import { Notebook, Note } from './notebook.js'
 *
 * @typedef {{id?: string, typed: boolean}} Change `id` of an answer; `typed`: by this page's learner
 */

export class Work {
  /** @type {State} */
  state
  #notebook
  #now
  #bases
  /** @type {Set<(change: Change) => void>} */
  #listeners = new Set()
  /** Answers that another tab wrote last. */
  #foreign = new Set()

  /**
   * @param {State} state
   * @param {Notebook} notebook
   * @param {() => number} now
   * @param {ReadonlyMap<string, Answer>} [stored] what the LMS had when the visit began
   */
  constructor(state, notebook, now, stored = new Map()) {
    this.state = state
    this.#notebook = notebook
    this.#now = now
    this.#bases = stored
    notebook.listen((id, note) => this.#hear(id, note))
  }

  /** @param {(change: Change) => void} listener */
  listen(listener) {
    this.#listeners.add(listener)
  }

  /**
   * @param {string} id
   * @param {{text?: string, reader?: string, other?: Version | undefined}} change
   */
  write(id, change) {
    this.state = changes.write(this.state, id, { ...this.#beside(id, change.text), ...change }, this.#now())
    this.#foreign.delete(id)
    this.#keep(id)
    this.#tell({ id, typed: true })
  }

  /**
   * @param {string} name
   * @param {boolean} on
   */
  mark(name, on) {
    this.#progress(changes.mark(this.state, name, on, this.#now()), true)
  }

  /** @param {string} part */
  open(part) {
    this.#progress(changes.open(this.state, part), false)
  }

  /**
   * @param {string} part
   * @param {number} seconds
   */
  watch(part, seconds) {
    this.#progress(changes.watch(this.state, part, seconds), false)
  }

  finish() {
    this.#progress({ ...this.state, finished: true }, false)
  }

  /**
   * Show a version that was written elsewhere beside the learner's own.
   *
   * @param {string} id
   * @param {Version} other
   */
  meet(id, other) {
    const mine = this.state.answers.get(id)
    this.state = changes.put(this.state, id, mine ? { ...mine, other } : other)
    this.#keep(id)
    this.#tell({ id, typed: false })
  }

  /**
   * Another tab's text is shown here. When the learner then replaces it here, it stays beside.
   *
   * @param {string} id
   * @param {string} [text]
   * @returns {{other?: Version}}
   */
  #beside(id, text) {
    const before = this.state.answers.get(id)
    if (!before || text === undefined || !this.#foreign.has(id)) return {}
    return before.text.trim() && !text.includes(before.text) ? { other: before } : {}
  }

  /**
   * @param {string} id
   * @param {Note} note
   */
  #hear(id, { base: _, ...note }) {
    const mine = this.state.answers.get(id)
    if (mine && mine.at === note.at && mine.text !== note.text) note = both(mine, note)
    else if (mine && mine.at > note.at) return
    this.#foreign.add(id)
    this.state = changes.put(this.state, id, note)
    this.#tell({ id, typed: false })
  }

  /** @param {string} id */
  #keep(id) {
    const answer = this.state.answers.get(id)
    if (answer) this.#notebook.keep(id, { ...answer, base: this.#bases.get(id)?.at ?? 0 })
  }

  /**
   * @param {State} state
   * @param {boolean} typed
   */
  #progress(state, typed) {
    this.state = state
    this.#notebook.keepProgress(state)
    this.#tell({ typed })
  }

  /** @param {Change} change */
  #tell(change) {
    for (const listener of this.#listeners) listener(change)
  }
}
