/**
 * The LMS's suspend data: how much goes in, in which form, and whether it really went in.
 *
 * SCORM 1.2 promises 4,096 characters. Plain text is written as long as it fits what the LMS has
 * shown to hold; then the coder's short forms; only then more than is promised, which Moodle takes
 * (64,000) and others refuse or cut. Whatever was written is read back and compared, and what was
 * there before is put back after a refusal. Nothing cut is ever left behind.
 */

import { coded, plain } from '../format.js'

/**
 * @import { Coder, Kept } from '../format.js'
 * @import { Connection } from './connection.js'
 */

export class SuspendData {
  #connection
  #element
  #room
  #refused = Infinity
  #written
  /** @type {Coder | null} */
  coder = null

  /**
   * @param {Connection} connection
   * @param {string} element
   * @param {number} room characters that are sure to fit
   * @param {string} written what is there
   */
  constructor(connection, element, room, written) {
    this.#connection = connection
    this.#element = element
    this.#room = Math.max(room, written.length)
    this.#written = written
  }

  /** Characters that fit, as far as is known. */
  get room() {
    return Math.min(this.#room, this.#refused - 1)
  }

  /** Characters that are taken. */
  get taken() {
    return this.#written.length
  }

  /**
   * @param {Kept} kept
   * @returns {boolean} whether the LMS holds all of it
   */
  write(kept) {
    for (const code of this.#forms(kept)) {
      if (code.length < this.#refused && this.#put(code)) return true
    }
    return false
  }

  /**
   * The forms to try, in order: those that are sure to fit, then those that may.
   *
   * @param {Kept} kept
   */
  *#forms(kept) {
    const straight = plain(kept)
    if (straight.length <= this.room) yield straight
    const forms = [straight]
    if (this.coder) {
      for (const alphabet of /** @type {const} */ (['base64url', 'base85'])) {
        const code = coded(kept, this.coder, alphabet)
        if (code.length <= this.room) yield code
        forms.push(code)
      }
    }
    yield* forms
  }

  /** @param {string} code */
  #put(code) {
    if (code === this.#written) return true
    const { ok } = this.#connection.set(this.#element, code)
    if (ok && this.#connection.get(this.#element) === code) {
      this.#written = code
      this.#room = Math.max(this.#room, code.length)
      return true
    }
    this.#refused = Math.min(this.#refused, code.length)
    this.#connection.set(this.#element, this.#written)
    return false
  }
}
