/** The boxes of the page and the learner's work: what is typed, shown and chosen. */

import { beside } from './merge.js'
import { all, boxOf, first, make, makeButton } from './page.js'

/**
 * @import { Page, Say } from './page.js'
 * @import { Version } from './state.js'
 * @import { Work } from './work.js'
 */

/**
 * What is typed before the work is there stays in its box, and is written when it comes. A browser
 * that fills in boxes by itself, maybe with what another learner left, is not heard here.
 */
export function heedEarlyTyping() {
  addEventListener('input', ({ target }) => {
    /** @type {HTMLElement} */ (target).dataset['typed'] = ''
  })
}

/**
 * @param {Page} page
 * @param {Work} work
 */
export function bindAnswers({ module, say }, work) {
  for (const id of [...module.questions, ...module.fields]) {
    const box = boxOf(id)
    if (box) bindBox(id, box, work)
    showOther(id, work, say)
  }
  for (const box of all('[data-mark], [data-seen]'))
    bindMark(/** @type {HTMLInputElement} */ (box), work)
  showRemoved(work, say)
  work.listen(({ id, typed }) => {
    if (!id) return
    if (!typed) show(id, work)
    showOther(id, work, say)
  })
}

/** @param {string} id @param {HTMLTextAreaElement} box @param {Work} work */
function bindBox(id, box, work) {
  const { value, dataset } = box
  show(id, work)
  if ('typed' in dataset) {
    const before = work.state().answers.get(id) ?? { text: '', at: 0 }
    work.write(id, beside({ text: value, at: 0 }, before))
    show(id, work)
  }
  box.addEventListener('input', () => work.write(id, { text: box.value }))
}

/** @param {string} id @param {Work} work */
function show(id, work) {
  const { text = '' } = work.state().answers.get(id) ?? {}
  const box = boxOf(id)
  if (box && box.value !== text) box.value = text
}

/** @param {HTMLInputElement} box @param {Work} work */
function bindMark(box, work) {
  const name = box.dataset['seen'] ?? box.name
  const show = () => (box.checked = work.state().marks.get(name)?.on ?? false)
  show()
  box.addEventListener('change', () => work.mark(name, box.checked))
  work.listen(({ id }) => id || show())
}

/**
 * Show the version that was written elsewhere, until the learner has chosen.
 *
 * @param {string} id
 * @param {Work} work
 * @param {Say} say
 */
function showOther(id, work, say) {
  const { text = '', other } = work.state().answers.get(id) ?? {}
  const shown = first(`[data-other="${id}"]`)
  if (first('.learner-text', shown)?.textContent === other?.text) return
  shown?.remove()
  if (!other) return
  /** @param {string} chosen */
  const choose = (chosen) => {
    work.write(id, { text: chosen, other: undefined })
    show(id, work)
    boxOf(id)?.focus()
  }
  const panel = make(
    'div',
    { className: 'other-version' },
    make('p', {}, say('changed_elsewhere')),
    learnerText(other.text),
    makeButton(say('keep_mine'), () => choose(text)),
    makeButton(say('keep_other'), () => choose(other.text)),
    makeButton(say('keep_both'), () => choose(`${text}\n\n${other.text}`)),
  )
  panel.dataset['other'] = id
  boxOf(id)?.after(panel)
}

/** @param {string} text */
const learnerText = (text) => make('div', { className: 'learner-text', dir: 'auto' }, text)

/**
 * Answers to questions that a new upload left out stay readable.
 *
 * @param {Work} work
 * @param {Say} say
 */
function showRemoved(work, say) {
  const list = first('[data-questions]')
  for (const [id, { text }] of work.state().answers) {
    if (!boxOf(id) && text.trim()) {
      list?.after(
        make('div', { className: 'removed' }, make('p', {}, say('removed')), learnerText(text)),
      )
    }
  }
}
