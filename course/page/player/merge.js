/** Brings together what two places hold of one learner: the LMS and the browser's notebook. */

/**
 * @import { Kept } from './format.js'
 * @import { Answer, State } from './state.js'
 * @import { Note, Pages, Progress } from './notebook.js'
 */

/**
 * @param {Kept} kept what the LMS has
 * @param {Pages} pages what the browser has
 * @param {string} tag the notebook's
 * @returns {{state: State, held: string[]}} `held`: the notes that the LMS has, or knew and replaced
 */
export function reconcile(kept, { notes, progress }, tag) {
  const answers = new Map(kept.state.answers)
  const known = kept.clock.get(tag) ?? 0
  const held = []
  for (const [id, { base, ...note }] of notes) {
    const there = answers.get(id)
    if (note.at <= known || (there && same(there, note))) held.push(id)
    else answers.set(id, there && there.at > Math.max(base, known) ? both(there, note) : note)
  }
  return { state: { ...withProgress(kept.state, progress), answers }, held }
}

/**
 * The newest of two versions, with the other one beside it where they differ.
 *
 * @param {Answer} one
 * @param {Answer} two
 * @returns {Answer}
 */
export function both(one, two) {
  const [newest, older] = one.at >= two.at ? [one, two] : [two, one]
  const { other: _, ...other } = older
  return other.text === newest.text || !other.text.trim() ? newest : { ...newest, other }
}

/**
 * @param {Answer} one
 * @param {Answer} two
 */
export function same(one, two) {
  return one.text === two.text && one.reader === two.reader && one.other?.text === two.other?.text
}

/**
 * @param {State} state
 * @param {Progress | null} progress
 * @returns {State}
 */
function withProgress(state, progress) {
  if (!progress) return state
  const marks = new Map(state.marks)
  for (const [name, mark] of progress.marks) {
    if (mark.at > (marks.get(name)?.at ?? 0)) marks.set(name, mark)
  }
  return {
    ...state,
    marks,
    opened: [...new Set([...state.opened, ...progress.opened])],
    watched: new Map([...state.watched, ...progress.watched]),
    place: progress.place || state.place,
    finished: state.finished || progress.finished
  }
}
