/**
 * What differs between the editions of SCORM, as data.
 *
 * SCORM 1.2: Run-Time Environment 1.2, 3.3 and 3.4. SCORM 2004: Run-Time Environment 3rd and 4th
 * edition, 3.1 and 4.2.
 */

import { clockTime, duration, timestamp } from '../time.js'

/**
 * @typedef {object} Edition
 * @property {string} api name of the API object in a window
 * @property {Readonly<Record<'initialize' | 'terminate' | 'get' | 'set' | 'commit' | 'lastError', string>>} calls
 * @property {readonly string[]} running errors at Initialize that tell a session is running already
 * @property {readonly string[]} over errors at Initialize that tell this session was ended for good
 * @property {Readonly<Record<'learner' | 'name' | 'mode' | 'status' | 'exit' | 'time' | 'data', string>>} elements
 * @property {number} room characters of suspend data that every LMS of this edition has
 * @property {string} rowType type of an open answer among the interactions
 * @property {string} response element of a row that holds the answer
 * @property {string | null} description element of a row that holds the question
 * @property {((date: Date) => string) | null} timestamp form of a row's time stamp
 * @property {boolean} readsRows whether the ids of rows can be read back
 * @property {readonly number[]} pieces sizes to try, where an LMS refuses a whole answer
 * @property {(milliseconds: number) => string} sessionTime
 */

/** @type {Edition} */
const scorm12 = {
  api: 'API',
  calls: {
    initialize: 'LMSInitialize', terminate: 'LMSFinish', get: 'LMSGetValue', set: 'LMSSetValue',
    commit: 'LMSCommit', lastError: 'LMSGetLastError'
  },
  running: ['101', '103'],
  over: ['104'],
  elements: {
    learner: 'cmi.core.student_id', name: 'cmi.core.student_name', mode: 'cmi.core.lesson_mode',
    status: 'cmi.core.lesson_status', exit: 'cmi.core.exit', time: 'cmi.core.session_time',
    data: 'cmi.suspend_data'
  },
  room: 4096,
  rowType: 'fill-in',
  response: 'student_response',
  description: null,
  timestamp: null,
  readsRows: false,
  pieces: [255, 120],
  sessionTime: clockTime
}

/** @type {Edition} */
const scorm2004 = {
  api: 'API_1484_11',
  calls: {
    initialize: 'Initialize', terminate: 'Terminate', get: 'GetValue', set: 'SetValue',
    commit: 'Commit', lastError: 'GetLastError'
  },
  running: ['103'],
  over: ['104'],
  elements: {
    learner: 'cmi.learner_id', name: 'cmi.learner_name', mode: 'cmi.mode',
    status: 'cmi.completion_status', exit: 'cmi.exit', time: 'cmi.session_time',
    data: 'cmi.suspend_data'
  },
  room: 64000,
  rowType: 'long-fill-in',
  response: 'learner_response',
  description: 'description',
  timestamp,
  readsRows: true,
  pieces: [4000, 250],
  sessionTime: duration
}

/** @type {Readonly<Record<string, Edition>>} */
export const editions = {
  scorm12,
  'scorm2004-3': scorm2004,
  'scorm2004-4': scorm2004
}
