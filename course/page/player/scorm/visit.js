/**
 * Begins a visit: finds the LMS, asks who is there, and brings together what the LMS and the
 * browser hold. Without an LMS or a learner there is no visit, and the reason is told.
 */

import { needsCoder, nothing, read } from '../format.js'
import { reconcile } from '../merge.js'
import { Notebook } from '../notebook.js'
import { Work } from '../work.js'
import { findApi } from './api.js'
import { Connection } from './connection.js'
import { editions } from './editions.js'
import { Interactions } from './interactions.js'
import { ScormSaver } from './saver.js'
import { SuspendData } from './data.js'

/**
 * @import { Coder } from '../format.js'
 * @import { Module } from '../page.js'
 * @import { Shelf } from '../notebook.js'
 * @import { Clock } from '../time.js'
 *
 * @typedef {'no_platform' | 'ended' | 'browse'} Reason
 *
 * @typedef {object} Setting
 * @property {Window} window
 * @property {string} edition
 * @property {Module} module
 * @property {Shelf} shelf
 * @property {string} place address of the package
 * @property {Clock} clock
 * @property {() => number} spent
 * @property {(id: string) => string} describe
 * @property {() => Promise<Coder>} loadCoder
 */

/**
 * @param {Setting} setting
 * @returns {Promise<{reason: Reason} | {work: Work, saver: ScormSaver, data: SuspendData,
 *   connection: Connection, readable: boolean}>}
 */
export async function beginVisit(setting) {
  const { module, clock, shelf, place } = setting
  const edition = editions[setting.edition]
  const api = edition && findApi(setting.window, edition.api, edition.calls.initialize)
  if (!api) return { reason: 'no_platform' }
  const connection = new Connection(api, edition, clock.ticks)
  const beginning = connection.begin(edition)
  if (beginning !== 'running') return { reason: beginning === 'over' ? 'ended' : 'no_platform' }
  const learner = connection.get(edition.elements.learner)
  if (!learner) return { reason: 'no_platform' }
  const mode = connection.get(edition.elements.mode)
  if (mode === 'browse') return { reason: 'browse' }
  const status = connection.get(edition.elements.status)
  const written = connection.get(edition.elements.data)
  const data = new SuspendData(connection, edition.elements.data, edition.room, written)
  if (needsCoder(written)) data.coder = await setting.loadCoder().catch(() => null)
  const found = read(written, data.coder ?? undefined)
  const kept = found ?? nothing()
  const notebook = Notebook.find(shelf, `werkpakket/${module.id}/${learner}`, place, kept.clock)
  const { state, held } = reconcile(kept, notebook.read(), notebook.tag)
  for (const id of held) notebook.forget(id)
  const work = new Work(state, notebook, clock.now, kept.state.answers)
  const interactions = new Interactions(connection, edition, kept.rows, setting.describe, clock.now)
  const saver = new ScormSaver({
    connection, edition, module, work, data, interactions, kept, tag: notebook.tag, status,
    review: mode === 'review', spent: setting.spent
  })
  return { work, saver, data, connection, readable: found !== null }
}
