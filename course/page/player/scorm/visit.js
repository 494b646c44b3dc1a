/**
 * Begins a visit: finds the LMS, asks who is there, and brings together what the LMS and the
 * browser hold. Without an LMS or a learner there is no visit, and the reason is told.
 */

import { attempt } from '../attempt.js'
import { needsCoder, nothing, read } from '../format.js'
import { reconcile } from '../merge.js'
import { notebook as openNotebook } from '../notebook.js'
import { openWork } from '../work.js'
import { findApi } from './api.js'
import { connect } from './connection.js'
import { suspendData } from './data.js'
import { editions } from './editions.js'
import { interactions } from './interactions.js'
import { scormSaver } from './saver.js'

/**
 * @import { Coder } from '../format.js'
 * @import { Module } from '../page.js'
 * @import { Shelf } from '../shelf.js'
 * @import { Clock } from '../time.js'
 * @import { Work } from '../work.js'
 * @import { Api, View } from './api.js'
 * @import { Connection } from './connection.js'
 * @import { SuspendData } from './data.js'
 * @import { ScormSaver } from './saver.js'
 *
 * @typedef {object} Setting
 * @property {View} view
 * @property {string} edition
 * @property {Module} module
 * @property {Shelf} shelf
 * @property {string} place address of the package
 * @property {Clock} clock
 * @property {() => number} spent
 * @property {(id: string) => string} describe
 * @property {() => Promise<Coder>} loadCoder
 *
 * @typedef {object} Without there is no visit
 * @property {'no_platform' | 'ended' | 'browse'} reason
 * @property {string | undefined} [owner] of the notebook of a visit that this very session had before
 * @property {() => void} end
 *
 * @typedef {object} Begun
 * @property {null} reason
 * @property {Work} work
 * @property {ScormSaver} saver
 * @property {SuspendData} data
 * @property {boolean} locked what the LMS holds cannot be read
 */

/**
 * The mark of a visit on the LMS's API object: that outlives a reload of the package's frame, and
 * is never that of another learner's session.
 */
const OWNER = Symbol.for('werkpakket')

/** @param {Api} api @returns {string | undefined} */
const ownerOf = (api) => attempt(() => /** @type {any} */ (api)[OWNER]) ?? undefined

/**
 * @param {Setting} setting
 * @returns {Promise<Without | Begun>}
 */
export async function beginVisit(setting) {
  const { module, clock, describe } = setting
  const edition = editions[setting.edition]
  const api = edition && findApi(setting.view, edition.api, `${edition.prefix}Initialize`)
  if (!api) return { reason: 'no_platform', end() {} }
  const connection = connect(api, edition)
  const over = connection.begin()
  const { end } = connection
  const learner = connection.get(edition.learner)
  const before = ownerOf(api)
  if (!learner)
    return { reason: over || before ? 'ended' : 'no_platform', owner: before, end }
  const mode = connection.get(edition.mode)
  if (mode === 'browse') return { reason: 'browse', end }
  const status = connection.get(edition.status)
  const data = suspendData(connection, edition.room)
  const lost = !data.read() && connection.hasFailed() && /complete|passed|failed/.test(status)
  const coder = needsCoder(data.read()) ? await setting.loadCoder().catch(() => null) : null
  if (coder) data.use(coder)
  const found = lost ? null : read(data.read(), coder)
  const kept = found ?? nothing()
  const owner = `${module.id}/${encodeURIComponent(learner)}`
  attempt(() => Object.assign(api, { [OWNER]: owner }))
  const notebook = openNotebook(setting.shelf, {
    owner,
    place: setting.place,
    now: clock.now(),
    clock: kept.clock,
  })
  const { state, held } = reconcile(kept, notebook.read(), notebook.tag)
  held.forEach(notebook.forget)
  const work = openWork(state, notebook, clock.now, kept.state.answers)
  const rows = interactions({
    connection,
    form: edition.rows,
    rows: kept.rows,
    describe,
    now: clock.now,
  })
  const saver = scormSaver({
    connection,
    edition,
    module,
    work,
    data,
    rows,
    kept,
    tag: notebook.tag,
    status,
    spent: setting.spent,
    review: mode === 'review',
    locked: !found,
    now: clock.now,
  })
  saver.begin()
  return { reason: null, work, saver, data, locked: !found }
}
