/** What the learner takes home: a file with all answers, and paper. */

import { all } from './page.js'

/**
 * @import { Page } from './page.js'
 * @import { State } from './state.js'
 */

/**
 * The answers as plain text, those to questions that are no longer in the module too.
 *
 * @param {Page} page
 * @param {State} state
 * @param {(id: string) => string} describe
 * @param {Date} date
 */
export function asText({ module, texts }, state, describe, date) {
  const known = [...module.questions, ...module.fields]
  const removed = [...state.answers.keys()].filter((id) => !known.includes(id))
  /** @param {string} heading @param {string} id */
  const paragraph = (heading, id) => {
    const { text = '', other } = state.answers.get(id) ?? {}
    const also = other ? `\n\n${texts['changed_elsewhere']}\n\n${other.text}` : ''
    return `${heading}\n\n${text.trim() ? text : texts['not_answered']}${also}\n`
  }
  return [
    `${module.title}\n${date.toLocaleString(module.language, { dateStyle: 'long', timeStyle: 'short' })}\n`,
    ...known.map((id) => paragraph(describe(id), id)),
    ...removed.filter((id) => state.answers.get(id)?.text.trim()).map((id) => paragraph(`${texts['removed']} (${id})`, id))
  ].join(`\n${'-'.repeat(60)}\n\n`)
}

/**
 * @param {string} name
 * @param {string} text
 */
export function download(name, text) {
  // The mark at the start makes Windows' editor read UTF-8.
  const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** @param {() => State} state */
export function bindPrint(state) {
  const mirror = () => {
    for (const paper of all('[data-print-for]')) {
      paper.textContent = state().answers.get(paper.dataset['printFor'] ?? '')?.text ?? ''
    }
  }
  addEventListener('beforeprint', mirror)
  return () => {
    mirror()
    print()
  }
}
