/**
 * A learning platform without a browser: the practice LMS's own run-time, profiles and faults, and
 * a learner who opens the module in it.
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

import { editions } from '../../../practice_lms/static/lms/editions.js'
import { mangled, withFaults } from '../../../practice_lms/static/lms/faults.js'
import { recorded } from '../../../practice_lms/static/lms/record.js'
import { RunTime } from '../../../practice_lms/static/lms/run-time.js'
import * as coder from '../../../course/page/player/coder/coder.js'
import { autosave } from '../../../course/page/player/scorm/autosave.js'
import { beginVisit } from '../../../course/page/player/scorm/visit.js'
import { stopwatch } from '../../../course/page/player/time.js'
import { browser } from './shelf.js'
import { fakeClock } from './clock.js'

/**
 * @import { Faults } from '../../../practice_lms/static/lms/faults.js'
 * @import { Api } from '../../../practice_lms/static/lms/run-time.js'
 * @import { Recorded } from '../../../practice_lms/static/lms/record.js'
 * @import { Limits } from '../../../practice_lms/static/lms/types.js'
 * @import { Module } from '../../../course/page/player/page.js'
 * @import { News } from '../../../course/page/player/scorm/autosave.js'
 * @import { Shelf } from '../../../course/page/player/shelf.js'
 *
 * @typedef {'scorm12' | 'scorm2004-3' | 'scorm2004-4'} Format
 */

/** @type {readonly Format[]} */
export const formats = ['scorm12', 'scorm2004-3', 'scorm2004-4']

export const questions = Array.from({ length: 17 }, (_, index) => `vraag-${index + 1}`)

/** @type {Module} */
export const module = {
  id: 'werkpakket',
  title: 'Werkpakket',
  language: 'nl',
  completion: { answered: null },
  parts: [
    { id: 'film', title: 'Film', counted: true },
    { id: 'vragen', title: 'Vragen', counted: true },
    { id: 'kaarten', title: 'Kaarten', counted: false },
  ],
  questions,
  fields: ['veld'],
  cards: ['kaart'],
}

/** @param {string} name @returns {{limits: Record<string, Limits>}} */
function profile(name) {
  return JSON.parse(readFileSync(`practice_lms/profiles/scorm/${name}.json`, 'utf8'))
}

/**
 * @param {{format?: Format, name?: string, faults?: Faults, learner?: string, mode?: string}} [setting]
 */
export function platform({
  format = 'scorm12',
  name = 'strict',
  faults = {},
  learner = 'l-1',
  mode = 'normal',
} = {}) {
  const edition = editions[format === 'scorm12' ? 'scorm12' : 'scorm2004']
  const limits = /** @type {Limits} */ (profile(name).limits[edition.name])
  const is12 = edition.name === 'scorm12'
  /** What the platform holds. @type {Record<string, string>} */
  const cmi = {}
  const clock = fakeClock()

  /** @param {string} element */
  const long = (element) =>
    (is12
      ? { learner: 'cmi.core.student_id', mode: 'cmi.core.lesson_mode' }
      : { learner: 'cmi.learner_id', mode: 'cmi.mode' })[element] ?? ''

  return {
    cmi,
    clock,
    edition,
    faults,

    /**
     * Someone opens the module.
     *
     * @param {{shelf?: Shelf, who?: string, module?: Module, place?: string, mode?: string, coder?: () => Promise<typeof coder>,
     *   api?: Api, spoil?: (api: Api) => void}} [visitor]
     */
    async open(visitor = {}) {
      const { shelf = browser().tab(), who = learner, place = '/pakket/' } = visitor
      /** @type {Recorded[]} */
      const calls = []
      const begin = mangled(
        { ...cmi, [long('learner')]: who, [long('mode')]: visitor.mode ?? mode },
        faults,
      )
      const runTime = new RunTime(edition, limits, begin, (sent) => {
        Object.assign(cmi, sent)
        return true
      })
      const api =
        visitor.api ?? recorded(withFaults(runTime.api(), edition, faults), edition, calls)
      visitor.spoil?.(api)
      const watch = stopwatch(clock, true)
      const loadCoder = visitor.coder ?? (async () => coder)
      const visit = await beginVisit({
        view: /** @type {any} */ ({ [edition.global]: api }),
        edition: format,
        module: visitor.module ?? module,
        shelf,
        place,
        clock,
        spent: watch.read,
        describe: (id) => `Vraag ${id}?`,
        loadCoder,
      })
      if (visit.reason !== null) return { ...visit, calls, api }
      /** @type {News[]} */
      const news = []
      const saving = autosave(visit, { clock, loadCoder, tell: (one) => news.push(one) })
      saving.begin()
      /** @param {string} id @param {string} text */
      const type = (id, text) => visit.work.write(id, { text })
      return { ...visit, ...saving, calls, api, news, watch, type }
    },

    /** The answers that trainers read, pieces joined, by content id. */
    report() {
      /** @type {Record<string, string>} */
      const report = {}
      for (let row = 0; cmi[`cmi.interactions.${row}.id`] !== undefined; row++) {
        const [id = ''] = cmi[`cmi.interactions.${row}.id`]?.split('.') ?? []
        const response =
          cmi[`cmi.interactions.${row}.${is12 ? 'student_response' : 'learner_response'}`]
        report[id] = (report[id] ?? '') + (response ?? '')
      }
      return report
    },
  }
}

/**
 * @template {{reason: string | null}} V
 * @param {V} visit
 * @returns {Extract<V, {reason: null}>}
 */
export function begun(visit) {
  if (visit.reason !== null) throw new Error(`no visit: ${visit.reason}`)
  return /** @type {any} */ (visit)
}

/** The names of the calls, with how often. @param {readonly Recorded[]} calls */
export function count(calls, /** @type {string} */ name) {
  return calls.filter((call) => call.name.endsWith(name)).length
}

/** @param {{work: {state(): {answers: ReadonlyMap<string, {text: string}>}}}} visit */
export const texts = ({ work }) =>
  Object.fromEntries([...work.state().answers].map(([id, { text }]) => [id, text]))

/**
 * Long texts differ by their id, not by pages of output.
 *
 * @param {Record<string, string>} expected
 * @param {Record<string, string>} actual
 */
export function assertSame(expected, actual) {
  assert.deepEqual(Object.keys(expected).sort(), Object.keys(actual).sort())
  for (const [id, text] of Object.entries(expected)) assert.ok(text === actual[id], id)
}
