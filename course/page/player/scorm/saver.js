/**
 * Saves a learner's work in an LMS: all of it in the suspend data, each answer as an interaction,
 * status and time.
 */

import { isFinished, statusToWrite } from './completion.js'

/**
 * @import { Kept } from '../format.js'
 * @import { Module } from '../page.js'
 * @import { Saver } from '../pace.js'
 * @import { State } from '../state.js'
 * @import { Work } from '../work.js'
 * @import { Connection } from './connection.js'
 * @import { Edition } from './editions.js'
 * @import { Interactions } from './interactions.js'
 * @import { SuspendData } from './data.js'
 *
 * @typedef {object} Visit what belongs to one visit of a learner
 * @property {Connection} connection
 * @property {Edition} edition
 * @property {Module} module
 * @property {Work} work
 * @property {SuspendData} data
 * @property {Interactions} interactions
 * @property {Kept} kept what the LMS held when the visit began
 * @property {string} tag of the browser's notebook
 * @property {string} status what the LMS said
 * @property {boolean} review the status is not ours to write
 * @property {() => number} spent milliseconds of this visit
 */

/** @implements {Saver} */
export class ScormSaver {
  #visit
  /** @type {State} what the LMS has, as far as it says */
  #stored
  #reported
  #status
  #timeTold = -1
  #clock

  /** @param {Visit} visit */
  constructor(visit) {
    this.#visit = visit
    this.#stored = visit.kept.state
    this.#reported = visit.kept.state.answers
    this.#status = visit.status
    this.#clock = new Map(visit.kept.clock)
  }

  /** Say that the visit has begun and can be resumed, before anything else can go wrong. */
  begin() {
    const { connection, edition } = this.#visit
    connection.set(edition.elements.exit, 'suspend')
    this.#tellStatus()
    return connection.commit().ok
  }

  pending() {
    return this.#visit.work.state !== this.#stored
  }

  /** Whether the LMS has all that the learner wrote. */
  hasAnswers() {
    const { answers, marks } = this.#visit.work.state
    return answers === this.#stored.answers && marks === this.#stored.marks
  }

  cost() {
    return this.#visit.connection.slowest
  }

  save() {
    const { connection, data, work } = this.#visit
    if (!connection.open) return false
    this.#finish()
    this.#report()
    const { state } = work
    const fits = data.write(this.#keeping(state))
    this.#tellStatus()
    this.#tellTime()
    const ok = connection.commit().ok && fits
    if (ok) this.#stored = state
    return ok
  }

  /** End the visit. A failing save never keeps the LMS from being told. */
  leave() {
    const { connection } = this.#visit
    if (!connection.open) return false
    const saved = this.save()
    const { ok } = connection.end()
    return saved && ok
  }

  #finish() {
    const { work, module } = this.#visit
    if (!work.state.finished && isFinished(work.state, module)) work.finish()
  }

  /** @param {State} state */
  #keeping(state) {
    const { tag, interactions } = this.#visit
    const newest = Math.max(0, ...[...state.answers.values()].map(({ at }) => at))
    this.#clock.set(tag, newest)
    return { state, clock: this.#clock, rows: interactions.rows }
  }

  #report() {
    const { module, work, interactions } = this.#visit
    const { answers } = work.state
    for (const id of module.questions) {
      const text = answers.get(id)?.text
      if (text !== undefined && text !== this.#reported.get(id)?.text) interactions.write(id, text)
    }
    this.#reported = answers
  }

  #tellStatus() {
    const { connection, edition, work, review } = this.#visit
    const status = review ? null : statusToWrite(this.#status, work.state.finished)
    if (status && connection.set(edition.elements.status, status).ok) this.#status = status
  }

  #tellTime() {
    const { connection, edition, spent } = this.#visit
    connection.set(edition.elements.time, edition.sessionTime(spent()))
  }
}
