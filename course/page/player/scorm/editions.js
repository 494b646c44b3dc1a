/**
 * What differs between the editions of SCORM, as data.
 *
 * SCORM 1.2 Run-Time Environment, 3.3 and 3.4; SCORM 2004 Run-Time Environment, 3.1 and 4.2. The
 * two editions of 2004 are the same at run time.
 */

import { clockTime, duration, timestamp } from '../time.js'

/**
 * @typedef {object} Edition
 * @property {string} api name of the API object in a window
 * @property {string} prefix of the API's functions
 * @property {string} terminate the function that ends a session, after its prefix
 * @property {readonly number[]} running codes by which Initialize says that a session is running
 * @property {string} learner
 * @property {string} mode
 * @property {string} status
 * @property {string} exit
 * @property {string} time
 * @property {number} room characters of suspend data that every LMS of this edition has
 * @property {(milliseconds: number) => string} sessionTime
 * @property {Rows} rows
 *
 * @typedef {object} Rows how an open answer stands among the interactions
 * @property {string} type
 * @property {string} response element that holds the answer
 * @property {boolean} [described] the question stands there too
 * @property {(now: number) => string} [timestamp]
 * @property {boolean} [readable] ids can be read back
 * @property {readonly Pieces[]} pieces what to try in turn, where an LMS refuses a whole answer
 *
 * @typedef {readonly [size: number, form: (text: string) => string]} Pieces
 */

/** @param {string} text */
const asItIs = (text) => text

/**
 * Control characters, and an opening brace at the start, which Moodle takes for a language tag.
 *
 * @param {string} text
 */
const tame = (text) => text.replace(/[\0-\x1f\x7f]/g, ' ').replace(/^\{/, ' {')

/**
 * The character set of SCORM 1.2 is ASCII, and some LMSs hold to it: letters lose their accents.
 *
 * @param {string} text
 */
const ascii = (text) =>
  tame(
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\0-\x7f]/gu, '?'),
  )

/** @type {Edition} */
const scorm12 = {
  api: 'API',
  prefix: 'LMS',
  terminate: 'Finish',
  running: [101, 103],
  learner: 'cmi.core.student_id',
  mode: 'cmi.core.lesson_mode',
  status: 'cmi.core.lesson_status',
  exit: 'cmi.core.exit',
  time: 'cmi.core.session_time',
  room: 4096,
  sessionTime: clockTime,
  rows: {
    type: 'fill-in',
    response: 'student_response',
    pieces: [
      [255, asItIs],
      [120, asItIs],
      [255, ascii],
    ],
  },
}

/** @type {Edition} */
const scorm2004 = {
  api: 'API_1484_11',
  prefix: '',
  terminate: 'Terminate',
  running: [103],
  learner: 'cmi.learner_id',
  mode: 'cmi.mode',
  status: 'cmi.completion_status',
  exit: 'cmi.exit',
  time: 'cmi.session_time',
  room: 64_000,
  sessionTime: duration,
  rows: {
    type: 'long-fill-in',
    response: 'learner_response',
    described: true,
    timestamp,
    readable: true,
    pieces: [
      [4000, asItIs],
      [250, asItIs],
      [4000, tame],
    ],
  },
}

/** @type {Readonly<Record<string, Edition>>} */
export const editions = { scorm12, 'scorm2004-3': scorm2004, 'scorm2004-4': scorm2004 }
