/** The player of the LTI tool's page. */

import { bindAnswers } from './answers.js'
import { HttpSaver } from './http.js'
import { reconcile } from './merge.js'
import { Notebook, shelf } from './notebook.js'
import { all, first, listen, readPage, textarea } from './page.js'
import { bindParts } from './parts.js'
import { bindQuestions } from './questions.js'
import { empty } from './state.js'
import { Status } from './status.js'
import { asText, bindPrint, download } from './take-home.js'
import { systemClock as clock } from './time.js'
import { bindVideos } from './video.js'
import { Work } from './work.js'

const page = readPage()
start()

function start() {
  const settings = /** @type {any} */ (page.store)
  const stored = fromSettings(settings.state ?? {})
  const notebook = Notebook.find(shelf(() => sessionStorage), `werkpakket${settings.base}`, '', new Map())
  const { state } = reconcile({ state: stored, clock: new Map(), rows: new Map() }, notebook.read(), notebook.tag)
  const work = new Work(state, notebook, clock.now, stored.answers)
  const saver = new HttpSaver({ settings, work, stored, cards: page.module.cards, clock, send: (...request) => fetch(...request), tell })
  const status = new Status({
    word: /** @type {HTMLElement} */ (first('#status')), alert: /** @type {HTMLElement} */ (first('#alert')),
    texts: /** @type {any} */ (page.texts), clock, stored: () => saver.hasAnswers()
  })
  bindAnswers(page, work)
  bindParts(page, work)
  bindQuestions()
  bindVideos(page.texts, work)
  bindHandIn(saver)
  listen({
    print: bindPrint(() => work.state),
    download: () => download(`${page.module.id}-${page.texts['file_name']}.txt`, asText(page, work.state, describe, new Date()))
  })
  work.listen(({ typed }) => {
    if (typed) status.typed()
    saver.touch()
  })
  if (saver.pending()) saver.touch()
  document.addEventListener('visibilitychange', () => document.hidden && saver.flush(true))
  addEventListener('pagehide', () => saver.flush(true))

  /** @param {'saved' | 'failed' | 'over'} result */
  function tell(result) {
    if (result === 'saved') status.unwarn('failed')
    else status.warn('failed', page.texts[result === 'over' ? 'session_over' : 'not_saved'] ?? '')
    status.settled()
  }
}

/** @param {string} id */
function describe(id) {
  const box = textarea(id)
  return (box instanceof HTMLTextAreaElement && box.labels?.[0]?.textContent?.trim()) || id
}

/**
 * @param {{answers?: Record<string, any>, opened?: string[], marked?: string[]}} given
 */
function fromSettings({ answers = {}, opened = [], marked = [] }) {
  const marks = new Map(marked.map((name) => [name, { on: true, at: 0 }]))
  return { ...empty(), answers: new Map(Object.entries(answers)), opened, marks }
}

/** @param {HttpSaver} saver */
function bindHandIn(saver) {
  const dialog = first('[data-dialog="hand-in"]')
  if (!(dialog instanceof HTMLDialogElement)) return
  const openQuestions = first('[data-open-questions]', dialog)
  listen({
    'confirm-hand-in': () => dialog.close('hand-in'),
    'hand-in': () => {
      const open = page.module.questions.filter((id) => !/** @type {any} */ (textarea(id))?.value.trim()).length
      if (openQuestions) openQuestions.textContent = open ? (page.texts['open_questions'] ?? '').replace('{n}', String(open)) : ''
      dialog.showModal()
    }
  })
  dialog.addEventListener('close', async () => {
    if (dialog.returnValue !== 'hand-in') return
    if ((await saver.handIn()) !== 'saved') return
    for (const said of all('[data-handed-in]')) said.hidden = false
    for (const button of all('[data-do="hand-in"]')) button.hidden = true
  })
}
