/** When a module is completed, and what may be said of it to an LMS. */

import { countAnswered } from '../state.js'

/**
 * @import { Module } from '../page.js'
 * @import { State } from '../state.js'
 */

/**
 * Whether the learner did what the module asks. Once done, always done: a later upload may add
 * parts, which are new to the learner but take nothing back.
 *
 * @param {State} state
 * @param {Pick<Module, 'completion' | 'questions' | 'parts'>} module
 */
export function isFinished(state, { completion, questions, parts }) {
  if (state.finished) return true
  if (completion.answered !== null) return countAnswered(state, questions) >= completion.answered
  return parts.every(({ id, counted }) => !counted || state.opened.includes(id))
}

/**
 * The status to write, or null to leave it. Never down, also where an LMS forgets it: some say ''
 * after each commit. Moodle makes "not attempted" completed at Finish, so there is always one.
 *
 * @param {string} told what the LMS says
 * @param {boolean} finished
 * @returns {'incomplete' | 'completed' | null}
 */
export function statusToWrite(told, finished) {
  if (['completed', 'passed', 'failed'].includes(told)) return null
  if (finished) return 'completed'
  return told === 'incomplete' ? null : 'incomplete'
}
