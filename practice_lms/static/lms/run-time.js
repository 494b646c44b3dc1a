/** A run-time of SCORM by the letter of the standard, within the limits of a profile. */

import { Data, Refusal } from './data.js'

/**
 * @typedef {import("./editions.js").Edition} Edition
 * @typedef {import("./editions.js").Situation} Situation
 * @typedef {(cmi: Record<string, string>, finished: boolean) => boolean} Send
 *   stores the data at the LMS; false: it could not
 * @typedef {Record<string, (...values: unknown[]) => unknown>} Api
 */

export class RunTime {
  /** @type {"before" | "running" | "after"} */
  #state = 'before'
  #error = 0
  #edition
  #data
  #send

  /**
   * @param {Edition} edition
   * @param {import("./types.js").Limits} limits
   * @param {Record<string, string>} cmi
   * @param {Send} send
   */
  constructor(edition, limits, cmi, send) {
    this.#edition = edition
    this.#data = new Data(edition, limits, cmi)
    this.#send = send
  }

  /** @returns {Api} the API object that a package finds */
  api() {
    const names = this.#edition.calls
    return {
      [names.initialize]: (argument) => this.#answer(() => this.#initialize(argument)),
      [names.terminate]: (argument) => this.#answer(() => this.#terminate(argument)),
      [names.get]: (element) => this.#value(String(element)),
      [names.set]: (element, value) => this.#answer(() => this.#set(String(element), value)),
      [names.commit]: (argument) => this.#answer(() => this.#commit(argument)),
      [names.lastError]: () => String(this.#error),
      [names.errorString]: (code) => (Number(code) ? `Fout ${code}` : ''),
      [names.diagnostic]: (code) => String(code ?? '')
    }
  }

  /** @type {(action: () => void) => "true" | "false"} */
  #answer(action) {
    return this.#judged(() => (action(), /** @type {const} */ ('true')), 'false')
  }

  /** @type {(element: string) => string} */
  #value(element) {
    return this.#judged(() => {
      this.#must('running', { before: 'getBefore', after: 'getAfter' })
      return this.#data.get(element)
    }, '')
  }

  /**
   * @template T
   * @param {() => T} action
   * @param {T} refused
   * @returns {T}
   */
  #judged(action, refused) {
    this.#error = 0
    try {
      return action()
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      this.#error = this.#edition.codes[refusal.situation]
      return refused
    }
  }

  /** @type {(argument: unknown) => void} */
  #initialize(argument) {
    this.#empty(argument)
    this.#must('before', { running: 'initializeTwice', after: 'initializeAfterEnd' })
    this.#state = 'running'
  }

  /** @type {(argument: unknown) => void} */
  #terminate(argument) {
    this.#empty(argument)
    this.#must('running', { before: 'terminateBefore', after: 'terminateAfter' })
    this.#state = 'after'
    if (!this.#send(this.#data.all(), true)) throw new Refusal('commitFailed')
  }

  /** @type {(element: string, value: unknown) => void} */
  #set(element, value) {
    this.#must('running', { before: 'setBefore', after: 'setAfter' })
    this.#data.set(element, String(value))
  }

  /** @type {(argument: unknown) => void} */
  #commit(argument) {
    this.#empty(argument)
    this.#must('running', { before: 'commitBefore', after: 'commitAfter' })
    if (!this.#send(this.#data.all(), false)) throw new Refusal('commitFailed')
  }

  /** The one argument of these calls is an empty text. @type {(argument: unknown) => void} */
  #empty(argument) {
    if (argument !== '') throw new Refusal('argument')
  }

  /** @type {(state: string, otherwise: Record<string, Situation>) => void} */
  #must(state, otherwise) {
    if (this.#state !== state) throw new Refusal(otherwise[this.#state] ?? 'argument')
  }
}
