/**
 * What a learner has: answers, marks and how far they are. Pure: a change gives a new state.
 *
 * Versions carry `at`, milliseconds since 1970 in whole seconds, never before that of the version
 * they replace: of two, the newest can be told even where a clock was set back.
 */

/**
 * @typedef {{text: string, at: number, reader?: string}} Version
 *   A text as it was at a moment; `reader` is who reads it, where the host offers the choice.
 * @typedef {Version & {other?: Version}} Answer
 *   `other` was written elsewhere at the same time: both are shown until the learner chooses.
 * @typedef {{on: boolean, at: number}} Mark
 * @typedef {object} State
 * @property {ReadonlyMap<string, Answer>} answers by content id of question or field; those that
 *   this module does not know (any more) stay
 * @property {ReadonlyMap<string, Mark>} marks by id of what was marked: a
 *   card, or the part whose video was watched
 * @property {readonly string[]} opened parts, in the order of first opening
 * @property {ReadonlyMap<string, number>} watched seconds into a local video, by part
 * @property {string} place the part that was read last
 * @property {boolean} finished the learner did what completion asks; never taken back
 */

/** @returns {State} */
export function empty() {
  const none = new Map()
  return { answers: none, marks: none, opened: [], watched: none, place: '', finished: false }
}

/**
 * @template V
 * @param {ReadonlyMap<string, V>} map
 * @param {string} key
 * @param {V} value
 */
const having = (map, key, value) => new Map(map).set(key, value)

/**
 * Put an answer, of which what `change` does not name stays as it is.
 *
 * @param {State} state
 * @param {string} id
 * @param {{text?: string, reader?: string, other?: Version | undefined}} change
 * @param {number} at
 * @returns {State}
 */
export function write(state, id, change, at) {
  const { other, ...version } = { text: '', ...state.answers.get(id), ...change, at }
  return put(state, id, other ? { ...version, other } : version)
}

/**
 * @param {State} state
 * @param {string} id
 * @param {Answer} answer
 * @returns {State}
 */
export function put(state, id, answer) {
  return { ...state, answers: having(state.answers, id, answer) }
}

/**
 * @param {State} state
 * @param {string} name
 * @param {boolean} on
 * @param {number} at
 * @returns {State}
 */
export function mark(state, name, on, at) {
  return { ...state, marks: having(state.marks, name, { on, at }) }
}

/**
 * @param {State} state
 * @param {string} part
 * @returns {State}
 */
export function open(state, part) {
  const opened = state.opened.includes(part) ? state.opened : [...state.opened, part]
  return { ...state, opened, place: part }
}

/**
 * @param {State} state
 * @param {string} part
 * @param {number} seconds
 * @returns {State}
 */
export function watch(state, part, seconds) {
  return { ...state, watched: having(state.watched, part, Math.floor(seconds)) }
}

/**
 * @param {State} state
 * @returns {string[]} names of the marks that are on
 */
export function marked(state) {
  return [...state.marks].filter(([, { on }]) => on).map(([name]) => name)
}

/**
 * @param {State} state
 * @param {readonly string[]} questions
 */
export function countAnswered(state, questions) {
  return questions.filter((id) => state.answers.get(id)?.text.trim()).length
}

/**
 * @param {State} state
 * @returns {number} UTF-16 units of all answers together
 */
export function lengthOf({ answers }) {
  return [...answers.values()].reduce((sum, { text }) => sum + text.length, 0)
}
