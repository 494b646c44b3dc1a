/** The questions below each other, or one at a time. */

import { all, first, listen } from './page.js'

export function bindQuestions() {
  for (const list of all('[data-questions]')) bindList(list)
}

/** @param {HTMLElement} list */
function bindList(list) {
  const section = list.closest('section')
  const questions = all('[data-question]', list)
  let at = -1
  listen({
    one: (button) => section?.contains(button) && show(0),
    all: (button) => section?.contains(button) && show(-1),
    next: (button) => section?.contains(button) && show(at + 1),
    previous: (button) => section?.contains(button) && show(at - 1)
  })

  /** @param {number} next the question to show; -1 shows all */
  function show(next) {
    at = Math.min(next, questions.length - 1)
    questions.forEach((question, index) => (question.hidden = at >= 0 && index !== at))
    hide('one', at >= 0)
    hide('all', at < 0)
    hide('previous', at <= 0)
    hide('next', at < 0 || at === questions.length - 1)
    const steps = section && first('[data-steps]', section)
    if (steps) steps.hidden = at < 0
    const box = first('textarea', questions[Math.max(at, 0)])
    box?.focus()
  }

  /** @param {string} name @param {boolean} hidden */
  function hide(name, hidden) {
    for (const button of section ? all(`[data-do="${name}"]`, section) : []) button.hidden = hidden
  }
}
