/**
 * The learner's work on this page: the state, its copy in the browser's notebook, and who wants to
 * hear of changes. Every change is in the notebook before anyone hears of it.
 */

import * as changes from './state.js'
import { beside, both, isSame, withProgress } from './merge.js'

/**
 * @import { Answer, State, Version } from './state.js'
 * @import { Notebook, Pages } from './notebook.js'
 *
 * @typedef {{id?: string, typed: boolean}} Change `id` of an answer; `typed`: the learner did it here
 * @typedef {ReturnType<typeof openWork>} Work
 */

/**
 * @param {State} state
 * @param {Notebook} notebook
 * @param {() => number} now
 * @param {ReadonlyMap<string, Answer>} [stored] what the store had when the visit began
 */
export function openWork(state, notebook, now, stored = new Map()) {
  /** @type {Array<(change: Change) => void>} */
  const listeners = []
  /** What was last written by another tab, and what by this one. */
  const foreign = new Set()
  const mine = new Set()
  let open = true
  let noted = true
  notebook.listen(hear)

  /** @param {Change} change */
  function tell(change) {
    for (const listener of listeners) listener(change)
  }

  /** @param {string} id */
  function keep(id) {
    const answer = state.answers.get(id)
    if (answer) noted = notebook.keep(id, { ...answer, base: stored.get(id)?.at ?? 0 })
  }

  /** @param {State} next @param {boolean} typed */
  function progress(next, typed) {
    if (!open || next === state) return
    state = next
    notebook.keepProgress(state)
    tell({ typed })
  }

  /** @param {string} id @param {Answer} answer */
  function adopt(id, answer) {
    state = changes.put(state, id, answer)
    tell({ id, typed: false })
  }

  /**
   * Another tab's text stands here. When the learner replaces it here, it stays beside.
   *
   * @param {string} id
   * @param {string | undefined} text
   */
  function kept(id, text) {
    const before = state.answers.get(id)
    const replaced = foreign.delete(id) && text !== undefined
    return before && replaced ? beside({ text, at: 0 }, before) : {}
  }

  /**
   * Now, but after what is replaced, where that was not written here.
   *
   * @param {string} key
   * @param {number} [before]
   */
  function at(key, before = 0) {
    const own = mine.has(key)
    mine.add(key)
    return Math.max(Math.floor(now() / 1000) * 1000, own ? before : before && before + 1000)
  }

  /** @param {Pages} pages from another tab */
  function hear({ notes, progress }) {
    for (const [id, { base: _, ...note }] of notes) {
      const here = state.answers.get(id)
      if (here && (here.at > note.at || isSame(here, note))) continue
      foreign.add(id)
      mine.delete(id)
      adopt(id, here?.at === note.at ? both(note, here) : note)
    }
    if (progress) {
      state = withProgress(state, progress)
      tell({ typed: false })
    }
  }

  return {
    /** @returns {State} */
    state: () => state,

    /** Whether the browser's notebook took the last text. */
    isKept: () => noted,

    /** @param {(change: Change) => void} listener */
    listen: (listener) => void listeners.push(listener),

    /**
     * @param {string} id
     * @param {{text?: string, reader?: string, other?: Version | undefined}} change
     */
    write(id, change) {
      if (!open) return
      const time = at(id, state.answers.get(id)?.at)
      state = changes.write(state, id, { ...kept(id, change.text), ...change }, time)
      keep(id)
      tell({ id, typed: true })
    },

    /** @param {string} name @param {boolean} on */
    mark(name, on) {
      const time = at(name, state.marks.get(name)?.at)
      progress(changes.mark(state, name, on, time), true)
    },

    /** @param {string} part */
    open: (part) => progress(changes.open(state, part), false),

    /** @param {string} part @param {number} seconds */
    watch: (part, seconds) => progress(changes.watch(state, part, seconds), false),

    finish: () => progress({ ...state, finished: true }, false),

    /**
     * Show a version that was written elsewhere beside the learner's own.
     *
     * @param {string} id
     * @param {Version} other
     */
    meet(id, other) {
      const here = state.answers.get(id)
      adopt(id, here ? beside(here, other) : other)
      keep(id)
    },

    /** Keep every answer in the notebook, where the store may not hold them all. */
    keepAll() {
      for (const id of state.answers.keys()) keep(id)
    },

    /** Take no more: nothing could be saved. */
    close() {
      open = false
    },
  }
}
