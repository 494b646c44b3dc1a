/** What the learner takes home: a file with all answers, and paper. */

import { all, make, onDo, questionOf } from './page.js'

/**
 * @import { Page } from './page.js'
 * @import { State } from './state.js'
 * @import { Work } from './work.js'
 */

const LINE = '-'.repeat(60)

/**
 * @param {Page} page
 * @param {Work} work
 */
export function bindTakeHome(page, work) {
  const { module, say } = page
  onDo({
    print: () => paper('answers'),
    'print-cards': () => paper('cards'),
    'print-worksheets': () => paper('worksheets'),
    download: () =>
      save(
        `${module.id}-${say('file_name')}.txt`,
        asText(page, work.state(), questionOf, new Date()),
      ),
  })
  addEventListener('beforeprint', () => {
    for (const date of all('[data-print-date]'))
      date.textContent = dateOf(new Date(), module.language)
    for (const place of all('[data-print-for]')) {
      place.textContent = work.state().answers.get(place.dataset['printFor'] ?? '')?.text ?? ''
    }
  })
  addEventListener('afterprint', () => delete document.documentElement.dataset['print'])
}

/** @param {Date} date @param {string} language */
const dateOf = (date, language) =>
  date.toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' })

/** @param {string} what */
function paper(what) {
  document.documentElement.dataset['print'] = what
  print()
}

/**
 * All answers as plain text, those to questions that are no longer in the module too.
 *
 * @param {Page} page
 * @param {State} state
 * @param {(id: string) => string} describe gives a question's text
 * @param {Date} date
 */
export function asText({ module, say }, { answers }, describe, date) {
  const known = [...module.questions, ...module.fields]
  const removed = [...answers.keys()].filter(
    (id) => !known.includes(id) && answers.get(id)?.text.trim(),
  )
  /** @param {string} id */
  const texts = (id) => {
    const { text = '', other } = answers.get(id) ?? {}
    return [
      text.trim() ? text : say('not_answered'),
      ...(other ? [say('changed_elsewhere'), other.text] : []),
    ]
  }
  const when = dateOf(date, module.language)
  const blocks = [
    [module.title, when],
    ...known.map((id) => [describe(id), ...texts(id)]),
    ...removed.map((id) => [`${say('removed')} (${id})`, ...texts(id)]),
  ]
  return blocks.map((block) => block.join('\n\n')).join(`\n\n${LINE}\n\n`) + '\n'
}

/** @param {string} name @param {string} text */
function save(name, text) {
  // The mark at the start makes Windows' own editor read UTF-8.
  const file = new Blob(['\ufeff', text], { type: 'text/plain;charset=utf-8' })
  make('a', { href: URL.createObjectURL(file), download: name }).click()
}
