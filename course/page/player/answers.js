/** The boxes of the page and the learner's work: what is typed, shown and chosen. */

import { all, first, textarea } from './page.js'

/**
 * @import { Page } from './page.js'
 * @import { Work } from './work.js'
 */

/**
 * @param {Page} page
 * @param {Work} work
 */
export function bindAnswers({ module, texts }, work) {
  for (const id of [...module.questions, ...module.fields]) {
    bindBox(id, work)
    showOther(id, work, texts)
  }
  for (const box of all('input[type=checkbox][data-mark], input[type=checkbox][data-seen]')) bindMark(box, work)
  work.listen(({ id, typed }) => {
    if (!id) return
    if (!typed) show(id, work)
    showOther(id, work, texts)
  })
}

/**
 * @param {string} id
 * @param {Work} work
 */
function bindBox(id, work) {
  const box = textarea(id)
  if (!(box instanceof HTMLTextAreaElement)) return
  show(id, work)
  box.addEventListener('input', () => work.write(id, { text: box.value }))
  for (const radio of radios(id)) {
    radio.addEventListener('change', () => work.write(id, { reader: radio.value }))
  }
}

/** @param {string} id */
function radios(id) {
  return /** @type {HTMLInputElement[]} */ (all(`input[type=radio][name="${CSS.escape(id)}.reader"]`))
}

/**
 * @param {string} id
 * @param {Work} work
 */
function show(id, work) {
  const answer = work.state.answers.get(id)
  const box = textarea(id)
  if (box instanceof HTMLTextAreaElement && box.value !== (answer?.text ?? '')) box.value = answer?.text ?? ''
  for (const radio of radios(id)) if (answer?.reader) radio.checked = radio.value === answer.reader
}

/**
 * @param {HTMLElement} box
 * @param {Work} work
 */
function bindMark(box, work) {
  if (!(box instanceof HTMLInputElement)) return
  box.checked = work.state.marks.get(box.name)?.on ?? false
  box.addEventListener('change', () => work.mark(box.name, box.checked))
}

/**
 * Show the version that was written elsewhere, until the learner has chosen.
 *
 * @param {string} id
 * @param {Work} work
 * @param {Record<string, string>} texts
 */
function showOther(id, work, texts) {
  const { text = '', other } = work.state.answers.get(id) ?? {}
  const shown = first(`[data-other="${CSS.escape(id)}"]`)
  if (shown?.dataset['text'] === other?.text) return
  shown?.remove()
  const box = textarea(id)
  if (!other || !box) return
  const panel = document.createElement('div')
  panel.className = 'utrecht-alert utrecht-alert--warning other-version'
  panel.dataset['other'] = id
  panel.dataset['text'] = other.text
  const words = document.createElement('p')
  words.className = 'learner-text'
  words.dir = 'auto'
  words.textContent = other.text
  panel.append(texts['changed_elsewhere'] ?? '', words,
    button(texts['keep_mine'], () => work.write(id, { other: undefined })),
    button(texts['keep_other'], () => choose(id, work, other.text)),
    button(texts['keep_both'], () => choose(id, work, `${text}\n\n${other.text}`)))
  box.after(panel)
}

/**
 * @param {string} id
 * @param {Work} work
 * @param {string} text
 */
function choose(id, work, text) {
  work.write(id, { text, other: undefined })
  show(id, work)
  textarea(id)?.focus()
}

/**
 * @param {string | undefined} label
 * @param {() => void} act
 */
export function button(label, act) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'utrecht-button utrecht-button--secondary-action'
  made.textContent = label ?? ''
  made.addEventListener('click', act)
  return made
}
