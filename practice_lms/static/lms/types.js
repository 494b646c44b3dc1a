/**
 * The data types of SCORM's run-time data, judged as a platform's profile says.
 *
 * SCORM 1.2 Run-Time Environment 3.4.3; SCORM 2004 4th Edition, RTE 4.1. A judge says whether a
 * value is accepted ("ok"), is of another type ("type") or out of range ("range").
 *
 * @typedef {"ok" | "type" | "range"} Verdict
 * @typedef {object} Limits
 *   How long values may be, in characters, and what else a platform refuses.
 * @property {number} string short text: CMIString255; 250 in 2004
 * @property {number} text long text: CMIString4096; 4000 in 2004
 * @property {number} [response] 1.2: student_response
 * @property {number} [suspend_data] 2004
 * @property {number} [location] 2004
 * @property {"ascii"} [characters] 1.2's own character set: printable ASCII
 * @property {boolean} [newlines] false: text with a line break is refused (Moodle, scorm-again)
 * @property {"moodle"} [identifiers] only letters, digits, ".", "-" and "_"
 * @property {"moodle"} [timestamps] years up to 2038
 * @property {"append"} [comments] each write is added to what was there (Moodle)
 * @typedef {(value: string, limits: Limits) => Verdict} Judge
 */

/** @type {(holds: boolean) => Verdict} */
const typed = (holds) => (holds ? 'ok' : 'type')

/** @type {(pattern: RegExp) => Judge} */
const matches = (pattern) => (value) => typed(pattern.test(value))

/** @type {(...words: string[]) => Judge} */
const oneOf =
  (...words) =>
  (value) =>
    typed(words.includes(value))

/** @type {(lowest: number, highest: number, pattern?: RegExp) => Judge} */
const number =
  (lowest, highest, pattern = /^-?\d+(\.\d+)?$/) =>
  (value) => {
    if (!pattern.test(value)) return 'type'
    return Number(value) >= lowest && Number(value) <= highest ? 'ok' : 'range'
  }

/** @type {(judge: Judge) => Judge} */
const orEmpty = (judge) => (value, limits) => (value === '' ? 'ok' : judge(value, limits))

/** @type {(value: string, length: number, limits: Limits) => Verdict} */
function characters(value, length, limits) {
  const printable = limits.characters !== 'ascii' || /^[\x20-\x7e]*$/.test(value)
  return typed(printable && value.length <= length)
}

/** @type {Judge} */
const identifier = (value, limits) => {
  const pattern = limits.identifiers === 'moodle' ? /^[\w.-]+$/ : /^[\x21-\x7e]+$/
  return typed(pattern.test(value) && value.length <= limits.string)
}

const STATUS = ['passed', 'completed', 'failed', 'incomplete', 'browsed']
const TYPES_12 = ['true-false', 'choice', 'fill-in', 'matching', 'performance', 'likert']
const RESULTS = ['correct', 'neutral', 'unanticipated']

/** SCORM 1.2. @satisfies {Record<string, Judge>} */
export const types12 = {
  string: (value, limits) => characters(value, limits.string, limits),
  text: (value, limits) => characters(value, limits.text, limits),
  response: (value, limits) => characters(value, limits.response ?? limits.string, limits),
  identifier,
  status: oneOf(...STATUS),
  objectiveStatus: oneOf(...STATUS, 'not attempted'),
  exit: oneOf('time-out', 'suspend', 'logout', ''),
  score: orEmpty(number(0, 100)),
  decimal: number(-Infinity, Infinity),
  result: (value) => typed([...RESULTS, 'wrong'].includes(value) || /^-?\d+(\.\d+)?$/.test(value)),
  interaction: oneOf(...TYPES_12, 'sequencing', 'numeric'),
  timespan: matches(/^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/),
  time: matches(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/),
  audio: number(-1, 100, /^-?\d+$/),
  speed: number(-100, 100, /^-?\d+$/),
  textChoice: number(-1, 1, /^-?\d+$/),
  never: () => 'type'
}

/** localized_string_type: an optional language, then text. @type {(length: number) => Judge} */
const localized = (length) => (value, limits) => {
  const text = value.replace(/^\{lang=[A-Za-z-]+\}/, '')
  const broken = limits.newlines === false && /[\n\r]/.test(text)
  return typed(!broken && text.length <= length)
}

/** Moodle and scorm-again take a line break in a comment where a language stands before it. */
/** @type {Judge} */
const comment = (value, limits) => {
  const newlines = limits.newlines !== false || value.startsWith('{lang=')
  return localized(limits.text)(value, { ...limits, newlines })
}

const DATE = '(19[7-9]\\d|20[0-2]\\d|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])'
const TIME =
  '(T([01]\\d|2[0-3])(:[0-5]\\d(:[0-5]\\d(\\.\\d{1,2}(Z|[+-]\\d{2}(:\\d{2})?)?)?)?)?)?)?)?'

/** SCORM 2004. @satisfies {Record<string, Judge>} */
export const types2004 = {
  suspendData: (value, limits) => typed(value.length <= (limits.suspend_data ?? 64000)),
  location: (value, limits) => typed(value.length <= (limits.location ?? 1000)),
  description: (value, limits) => localized(limits.string)(value, limits),
  comment,
  response: (value, limits) => localized(limits.text)(value, limits),
  identifier: (value, limits) => {
    const pattern = limits.identifiers === 'moodle' ? /^[\w.:-]+$/ : /^\S+$/
    return typed(pattern.test(value) && value.length <= 4000)
  },
  completion: oneOf('completed', 'incomplete', 'not attempted', 'unknown'),
  success: oneOf('passed', 'failed', 'unknown'),
  exit: oneOf('time-out', 'suspend', 'logout', 'normal', ''),
  scaled: number(-1, 1),
  fraction: number(0, 1),
  decimal: number(-Infinity, Infinity),
  positive: number(0, Infinity),
  result: (value) =>
    typed([...RESULTS, 'incorrect'].includes(value) || /^-?\d+(\.\d+)?$/.test(value)),
  interaction: oneOf(...TYPES_12, 'long-fill-in', 'sequencing', 'numeric', 'other'),
  duration: matches(/^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/),
  timestamp: matches(new RegExp(`^${DATE}${TIME}$`)),
  captioning: oneOf('-1', '0', '1'),
  language: matches(/^([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?$/),
  navigation: matches(
    /^(_none_|continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|\{target=\S+\}(choice|jump))$/
  ),
  never: () => 'type'
}
