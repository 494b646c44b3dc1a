/** The player of the LTI tool's page. */

import { heedEarlyTyping } from './answers.js'
import { nothing } from './format.js'
import { httpSaver } from './http.js'
import { reconcile } from './merge.js'
import { notebook } from './notebook.js'
import { afterPaint, all, boxOf, first, makeButton, onDo, questionOf, readPage } from './page.js'
import { play } from './player.js'
import { bindReaders } from './readers.js'
import { empty } from './state.js'
import { shelfOf } from './shelf.js'
import { statusLine } from './status.js'
import { systemClock as clock } from './time.js'
import { openWork } from './work.js'

/**
 * @import { Result } from './http.js'
 * @import { State } from './state.js'
 */

const page = readPage()
const { module, store: settings, say } = page
heedEarlyTyping()
afterPaint(start)

function start() {
  const stored = fromSettings(settings['state'])
  // What is not saved yet survives a reload of this tab, and a new launch in it by the same learner.
  const owner = settings['owner'] ?? settings['base']
  const book = notebook(
    shelfOf(() => sessionStorage),
    { owner, place: '', now: clock.now() },
  )
  const { state } = reconcile({ ...nothing(), state: stored }, book.read(), book.tag)
  const work = openWork(state, book, clock.now, stored.answers)
  const saver = httpSaver({
    settings: /** @type {any} */ (settings),
    module,
    work,
    stored,
    forget: book.forget,
    clock,
    send: (...request) => fetch(...request),
    tell,
  })
  const status = statusLine(say, clock, saver.isStored)
  play(page, work)
  bindReaders(work)
  bindHandIn(saver.handIn, (text) => status.warn('hand-in', text))
  work.listen(({ typed }) => {
    if (typed) status.typed()
    saver.touch()
  })
  if (state !== stored) saver.touch()
  addEventListener('online', () => void saver.flush())
  addEventListener('pagehide', saver.leave)
  document.addEventListener('visibilitychange', () => document.hidden && saver.leave())

  /** @param {Result} result */
  function tell(result) {
    status.warn('over', result === 'over' ? say('session_over') : '')
    status.warn('failed', result === 'failed' ? say('not_saved') : '')
    warnOfLength()
    warnOfOthers()
    status.settled()
  }

  /** Say which answers were changed elsewhere too, and lead to the first choice. */
  function warnOfOthers() {
    const contested = [...work.state().answers].filter(([, { other }]) => other)
    const questions = contested.map(([id]) => questionOf(id)).join('; ')
    const choose = makeButton(say('choose'), () => first('[data-other] button')?.focus())
    status.warn('contested', questions && say('contested', { questions }), choose)
  }

  /** Say which answers are too long, how long they may be, and mark their boxes. */
  function warnOfLength() {
    const long = saver.tooLong()
    const count = (/** @type {number} */ n) => n.toLocaleString(module.language)
    const said = long.map(({ id, n }) => {
      const most = Math.min(settings['most'], n - 1) // less, where something before the tool refused
      return say('too_long', { question: questionOf(id), n: count(n), most: count(most) })
    })
    status.warn('too_long', said.join(' '))
    for (const box of all('textarea[aria-invalid]')) box.removeAttribute('aria-invalid')
    for (const { id } of long) boxOf(id)?.setAttribute('aria-invalid', 'true')
  }
}

/**
 * @param {{answers?: Record<string, any>, opened?: string[], marked?: string[]}} given
 * @returns {State}
 */
function fromSettings({ answers = {}, opened = [], marked = [] } = {}) {
  const marks = new Map(marked.map((name) => [name, { on: true, at: 0 }]))
  return { ...empty(), answers: new Map(Object.entries(answers)), opened, marks }
}

/**
 * @param {() => Promise<Result>} handIn
 * @param {(text: string) => void} warn
 */
function bindHandIn(handIn, warn) {
  const dialog = /** @type {HTMLDialogElement | null} */ (first('[data-dialog=hand-in]'))
  onDo({
    'hand-in': () => {
      const open = module.questions.filter((id) => !boxOf(id)?.value.trim()).length
      const line = first('[data-open-questions]', dialog)
      if (line) line.textContent = open ? say('open_questions', { n: open }) : ''
      dialog?.showModal()
    },
    'confirm-hand-in': async () => {
      dialog?.close()
      const result = await handIn()
      warn(result === 'saved' || result === 'too_long' ? '' : say('hand_in_failed'))
      if (result === 'too_long') first('textarea[aria-invalid]')?.focus()
      if (result !== 'saved') return
      for (const said of all('[data-handed-in]')) said.hidden = false
      for (const button of all('[data-do=hand-in]')) button.hidden = true
      first('[data-handed-in]')?.focus()
    },
  })
}
