/**
 * One session with an LMS, in which nothing throws and every answer is understood.
 *
 * The books say that calls answer the strings "true" and "false". LMSs answer booleans, numbers,
 * "True", null, undefined or nothing at all, and some throw (Moodle's Commit under
 * `adl.nav.request`, pages that block synchronous requests while they close).
 */

/**
 * @import { Api } from './api.js'
 * @import { Edition } from './editions.js'
 *
 * @typedef {{ok: boolean, error: string}} Outcome `error` is '0' where there is
 *   none and 'none' where there was no answer
 * @typedef {'running' | 'over' | 'refused'} Beginning
 */

const THREW = Symbol('threw')
const UNKNOWN = { ok: false, error: 'none' }
const NO_ERROR = '0'

export class Connection {
  #api
  #calls
  #open = false
  #clock
  /** Milliseconds that the slowest of the latest calls took. */
  slowest = 0

  /**
   * @param {Api} api
   * @param {Edition} edition
   * @param {() => number} ticks
   */
  constructor(api, edition, ticks) {
    this.#api = api
    this.#calls = edition.calls
    this.#clock = ticks
  }

  /** Whether calls can be made: after Initialize and before Terminate. */
  get open() {
    return this.#open
  }

  /**
   * @param {Edition} edition
   * @returns {Beginning}
   */
  begin(edition) {
    const { ok, error } = this.#do('initialize', '')
    this.#open = ok || edition.running.includes(error)
    if (this.#open) return 'running'
    return edition.over.includes(error) ? 'over' : 'refused'
  }

  /**
   * @param {string} element
   * @returns {string} '' when there is none, or it cannot be read
   */
  get(element) {
    const value = this.#open ? this.#call('get', element) : null
    return value === THREW || value === null || value === undefined ? '' : String(value)
  }

  /**
   * @param {string} element
   * @param {string} value
   * @returns {Outcome}
   */
  set(element, value) {
    return this.#open ? this.#do('set', element, value) : UNKNOWN
  }

  /** @returns {Outcome} */
  commit() {
    return this.#open ? this.#do('commit', '') : UNKNOWN
  }

  /** End the session; once, whatever the LMS answers. No call is made after it. */
  end() {
    if (!this.#open) return UNKNOWN
    const outcome = this.#do('terminate', '')
    this.#open = false
    return outcome
  }

  /** @returns {string} */
  lastError() {
    const error = this.#call('lastError')
    return /^\d+$/.test(String(error)) ? String(Number(error)) : NO_ERROR
  }

  /**
   * @param {keyof Edition['calls']} call
   * @param {string[]} values
   * @returns {Outcome}
   */
  #do(call, ...values) {
    const answer = this.#call(call, ...values)
    if (answer === THREW) return UNKNOWN
    const error = this.lastError()
    return { ok: !isNo(answer) && error === NO_ERROR, error }
  }

  /**
   * @param {keyof Edition['calls']} call
   * @param {string[]} values
   * @returns {unknown}
   */
  #call(call, ...values) {
    const begun = this.#clock()
    try {
      const method = this.#api[this.#calls[call]]
      return typeof method === 'function' ? method.apply(this.#api, values) : null
    } catch {
      return THREW
    } finally {
      this.slowest = Math.max(this.slowest, this.#clock() - begun)
    }
  }
}

/** @param {unknown} answer */
const isNo = (answer) => /^(false|0)$/i.test(String(answer))
