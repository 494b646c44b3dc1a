/** The questions below each other, or one at a time. */

import { all, first, onDo } from './page.js'

export function bindQuestions() {
  for (const list of all('[data-questions]')) bindList(list)
}

/** @param {HTMLElement} list */
function bindList(list) {
  const section = list.closest('section') ?? document
  const questions = all('[data-question]', list)
  let at = -1

  /** @param {number} next which question; -1 for all of them */
  function show(next) {
    at = next
    questions.forEach((question, index) => (question.hidden = at >= 0 && index !== at))
    hide('do=one', at >= 0)
    hide('do=all', at < 0)
    hide('do=previous', at <= 0)
    hide('do=next', at < 0 || at === questions.length - 1)
    hide('steps', at < 0)
    first('textarea', questions[Math.max(at, 0)])?.focus()
  }

  /** @param {string} what @param {boolean} hidden */
  function hide(what, hidden) {
    for (const element of all(`[data-${what}]`, section)) element.hidden = hidden
  }

  /** @param {() => number} next */
  const step = (next) => (/** @type {HTMLElement} */ button) =>
    section.contains(button) && show(next())
  onDo({
    one: step(() => 0),
    all: step(() => -1),
    next: step(() => at + 1),
    previous: step(() => at - 1),
  })
}
