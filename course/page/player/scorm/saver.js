/**
 * Saves a learner's work in an LMS: all of it in the suspend data, each answer as an interaction,
 * status and time.
 */

import { isFinished, statusToWrite } from './completion.js'

/**
 * @import { Kept } from '../format.js'
 * @import { Module } from '../page.js'
 * @import { State } from '../state.js'
 * @import { Work } from '../work.js'
 * @import { Connection } from './connection.js'
 * @import { Outcome, SuspendData } from './data.js'
 * @import { Edition } from './editions.js'
 * @import { Interactions } from './interactions.js'
 *
 * @typedef {object} Visit one visit of a learner
 * @property {Connection} connection
 * @property {Edition} edition
 * @property {Module} module
 * @property {Work} work
 * @property {SuspendData} data
 * @property {Interactions} rows
 * @property {Kept} kept what the LMS held when the visit began
 * @property {string} tag of the browser's notebook
 * @property {string} status what the LMS said
 * @property {boolean} review the status is not ours to write
 * @property {boolean} locked what the LMS holds cannot be read, so it is left alone
 * @property {() => number} spent milliseconds of this visit
 * @property {() => number} now
 *
 * @typedef {ReturnType<typeof scormSaver>} ScormSaver
 */

/** @param {Visit} visit */
export function scormSaver(visit) {
  const { connection, edition, module, work, data, rows, kept, tag, spent, now } = visit
  let { status, locked } = visit
  const clock = new Map(kept.clock)
  /** What the LMS has; what it was last asked to take, null when that failed; what its reports say. */
  let { state: stored } = kept
  /** @type {State | null} */
  let tried = stored
  let { answers: reported } = stored
  /** Answers that the LMS has no room for. @type {string[]} */
  let late = []

  /**
   * @param {State} state
   * @returns {Outcome}
   */
  function write(state) {
    clock.set(tag, upTo(state))
    return data.write({ state, clock, rows: rows.rows })
  }

  /**
   * Up to when the notebook's changes are in what is written. The current second is not over.
   *
   * @param {State} state
   */
  function upTo({ answers }) {
    const whole = Math.floor(now() / 1000) * 1000
    const missing = late.map((id) => work.state().answers.get(id)?.at ?? 0)
    return Math.min(
      Math.max(0, ...[...answers.values()].map(({ at }) => at)),
      ...[whole, ...missing].map((at) => at - 1000),
    )
  }

  /**
   * Store all, or else leave out what grew most until the rest fits. Whole answers only: of those
   * left out the LMS keeps the version that it had. Each try encodes everything and a page that is
   * being closed has no time for seventeen, so none is made while by an estimate it is too much.
   *
   * @returns {Outcome}
   */
  function store() {
    if (late.length && work.state() === tried) return 'full'
    late = []
    let state = work.state()
    let outcome = write(state)
    let excess = data.excess()
    const changed = outcome === 'full' ? byGrowth(state) : []
    for (const id of changed) {
      late.push(id)
      excess -= growth(id, state)
      state = withBefore(state, id)
      if (excess > 0 && late.length < changed.length) continue
      outcome = write(state)
      if (outcome !== 'full') break
      excess = data.excess()
    }
    if (outcome === 'held') stored = state
    return late.length && outcome === 'held' ? 'full' : outcome
  }

  /** @param {string} id @param {State} state */
  const growth = (id, { answers }) =>
    (answers.get(id)?.text.length ?? 0) - (stored.answers.get(id)?.text.length ?? 0)

  /** @param {State} state */
  function byGrowth(state) {
    return [...state.answers.keys()]
      .filter((id) => state.answers.get(id) !== stored.answers.get(id))
      .sort((one, two) => growth(two, state) - growth(one, state))
  }

  /**
   * @param {State} state
   * @param {string} id
   * @returns {State}
   */
  function withBefore(state, id) {
    const before = stored.answers.get(id)
    const answers = new Map(state.answers)
    if (before) answers.set(id, before)
    else answers.delete(id)
    return { ...state, answers }
  }

  function report() {
    const { answers } = work.state()
    for (const id of module.questions) {
      const text = answers.get(id)?.text
      if (text !== undefined && text !== reported.get(id)?.text) rows.write(id, text)
    }
    reported = answers
  }

  function tellStatus() {
    const next = visit.review || locked ? null : statusToWrite(status, work.state().finished)
    if (next && connection.set(edition.status, next)) status = next
  }

  /** @returns {Outcome} */
  function save() {
    if (locked || !connection.isOpen()) return 'failed'
    if (isFinished(work.state(), module)) work.finish()
    report()
    const outcome = store()
    if (data.isDaring()) work.keepAll()
    tellStatus()
    connection.set(edition.time, edition.sessionTime(spent()))
    if (connection.commit() && outcome !== 'failed') {
      tried = work.state()
      return outcome
    }
    tried = null
    return 'failed'
  }

  return {
    save,

    /** Say that the visit can be resumed, before anything else can go wrong. */
    begin() {
      connection.set(edition.exit, 'suspend')
      tellStatus()
    },

    commit: connection.commit,

    /** Whether anything changed since the LMS was last asked to take it. */
    isPending: () => !locked && work.state() !== tried,

    /** Whether the learner just did what the module asks. */
    finishes: () => !work.state().finished && isFinished(work.state(), module),

    /** Whether the LMS has all that the learner wrote. */
    isStored: () => {
      const { answers, marks } = work.state()
      return tried !== null && answers === stored.answers && marks === stored.marks
    },

    /** Content ids of the answers that the LMS has no room for. */
    late: () => late,

    /** Write all anew: there is more room now, or what cannot be read may go. */
    anew() {
      locked = false
      tried = null
    },

    /**
     * End the visit. A failing save never keeps the LMS from being told.
     *
     * @returns {Outcome}
     */
    leave() {
      const outcome = save()
      return connection.end() ? outcome : 'failed'
    },
  }
}
