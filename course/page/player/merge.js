/** Brings together what two places hold of one learner: the LMS and the browser's notebook. */

/**
 * @import { Kept } from './format.js'
 * @import { Answer, State, Version } from './state.js'
 * @import { Pages, Progress } from './notebook.js'
 */

/**
 * @param {Kept} kept what the LMS has
 * @param {Pages} pages what the browser has
 * @param {string} tag the notebook's
 * @returns {{state: State, held: string[]}} `held`: the notes that the LMS has, or saw and replaced
 */
export function reconcile({ state, clock }, { notes, progress }, tag) {
  const seen = clock.get(tag) ?? -1
  const held = []
  const answers = new Map(state.answers)
  for (const [id, { base, ...note }] of notes) {
    const there = answers.get(id)
    if (note.at <= seen || (there && isSame(there, note))) held.push(id)
    else answers.set(id, there && there.at > Math.max(base, seen) ? both(note, there) : note)
  }
  const merged = held.length < notes.size ? { ...state, answers } : state
  return { state: withProgress(merged, progress), held }
}

/**
 * The newest of two versions (the first, where neither is), with the other one beside it.
 *
 * @param {Answer} one
 * @param {Answer} two
 * @returns {Answer}
 */
export function both(one, two) {
  return two.at > one.at ? beside(two, one) : beside(one, two)
}

/**
 * @param {Answer} answer
 * @param {Version} version another, which is left out where the answer holds its text
 * @returns {Answer}
 */
export function beside(answer, { text, at }) {
  return !text.trim() || answer.text.includes(text) ? answer : { ...answer, other: { text, at } }
}

/**
 * @param {Answer} one
 * @param {Answer} two
 */
export function isSame(one, two) {
  return one.text === two.text && one.reader === two.reader && one.other?.text === two.other?.text
}

/**
 * @param {State} state
 * @param {Progress | null} progress
 * @returns {State} `state` itself where there is nothing new
 */
export function withProgress(state, progress) {
  if (!progress) return state
  const marks = progress.marks.filter(([name, { at }]) => at > (state.marks.get(name)?.at ?? 0))
  const merged = {
    ...state,
    marks: marks.length ? new Map([...state.marks, ...marks]) : state.marks,
    opened: [...new Set([...state.opened, ...progress.opened])],
    watched: new Map([...state.watched, ...progress.watched]),
    place: progress.place || state.place,
    finished: state.finished || progress.finished,
  }
  return JSON.stringify(progressOf(merged)) === JSON.stringify(progressOf(state)) ? state : merged
}

/**
 * @param {State} state
 * @returns {Progress}
 */
export function progressOf({ marks, watched, opened, place, finished }) {
  return { marks: [...marks], watched: [...watched], opened, place, finished }
}
