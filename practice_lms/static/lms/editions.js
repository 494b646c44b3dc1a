/**
 * What differs between the editions of SCORM's API: names, error codes, elements.
 *
 * SCORM 1.2 RTE 3.3 (API) and table 3.3.2.2 (codes); SCORM 2004 4th Edition, RTE 3.1.
 */

import { model12, model2004 } from './model.js'
import { types12, types2004 } from './types.js'

/**
 * @typedef {import("./types.js").Judge} Judge
 * @typedef {import("./model.js").Model} Model
 * @typedef {"scorm12" | "scorm2004"} EditionName
 * @typedef {"initialize" | "terminate" | "get" | "set" | "commit" | "lastError" | "errorString"
 *   | "diagnostic"} Call
 * @typedef {keyof typeof codes12} Situation
 * @typedef {object} Edition
 * @property {EditionName} name
 * @property {"API" | "API_1484_11"} global where a package looks for the API
 * @property {Readonly<Record<Call, string>>} calls
 * @property {Readonly<Record<Situation, number>>} codes
 * @property {Model} model
 * @property {Readonly<Record<string, Judge>>} types
 * @property {string} version
 * @property {string} learnerId
 * @property {string} status
 * @property {boolean} idFirst an interaction's id comes before all else (408)
 */

const codes12 = {
  initializeTwice: 101,
  initializeAfterEnd: 101,
  terminateBefore: 301,
  terminateAfter: 301,
  getBefore: 301,
  getAfter: 301,
  setBefore: 301,
  setAfter: 301,
  commitBefore: 301,
  commitAfter: 301,
  argument: 201,
  undefined: 401,
  getIndex: 201,
  setIndex: 201,
  getChildren: 202,
  getCount: 203,
  keyword: 402,
  readOnly: 403,
  writeOnly: 404,
  type: 405,
  range: 405,
  noValue: 0,
  dependency: 201,
  commitFailed: 101
}

/** @type {typeof codes12} */
const codes2004 = {
  initializeTwice: 103,
  initializeAfterEnd: 104,
  terminateBefore: 112,
  terminateAfter: 113,
  getBefore: 122,
  getAfter: 123,
  setBefore: 132,
  setAfter: 133,
  commitBefore: 142,
  commitAfter: 143,
  argument: 201,
  undefined: 401,
  getIndex: 301,
  setIndex: 351,
  getChildren: 301,
  getCount: 301,
  keyword: 404,
  readOnly: 404,
  writeOnly: 405,
  type: 406,
  range: 407,
  noValue: 403,
  dependency: 408,
  commitFailed: 391
}

/** @type {Readonly<Record<EditionName, Edition>>} */
export const editions = {
  scorm12: {
    name: 'scorm12',
    global: 'API',
    calls: {
      initialize: 'LMSInitialize',
      terminate: 'LMSFinish',
      get: 'LMSGetValue',
      set: 'LMSSetValue',
      commit: 'LMSCommit',
      lastError: 'LMSGetLastError',
      errorString: 'LMSGetErrorString',
      diagnostic: 'LMSGetDiagnostic'
    },
    codes: codes12,
    model: model12,
    types: types12,
    version: '3.4',
    learnerId: 'cmi.core.student_id',
    status: 'cmi.core.lesson_status',
    idFirst: false
  },
  scorm2004: {
    name: 'scorm2004',
    global: 'API_1484_11',
    calls: {
      initialize: 'Initialize',
      terminate: 'Terminate',
      get: 'GetValue',
      set: 'SetValue',
      commit: 'Commit',
      lastError: 'GetLastError',
      errorString: 'GetErrorString',
      diagnostic: 'GetDiagnostic'
    },
    codes: codes2004,
    model: model2004,
    types: types2004,
    version: '1.0',
    learnerId: 'cmi.learner_id',
    status: 'cmi.completion_status',
    idFirst: true
  }
}
