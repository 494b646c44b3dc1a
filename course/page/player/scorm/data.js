/**
 * The LMS's suspend data: how much goes in, in which form, and whether it really went in.
 *
 * SCORM 1.2 promises 4,096 characters. Plain text is written as long as it fits; then the coder's
 * short forms; and when those fill up, more than is promised is tried, which Moodle takes (64,000)
 * and others refuse or cut. Whatever was written is read back and compared, and what was there is
 * put back after a refusal. Nothing cut is ever left behind.
 */

import { coded, nothing, plain } from '../format.js'

/**
 * @import { Coder, Kept } from '../format.js'
 * @import { Connection } from './connection.js'
 *
 * @typedef {'held' | 'full' | 'failed'} Outcome
 * @typedef {ReturnType<typeof suspendData>} SuspendData
 */

const ELEMENT = 'cmi.suspend_data'
/** What an LMS is taken to hold once it held more than was promised. */
const GENEROUS = 64_000
/** Part of the room that may be filled before looking for more, and before the learner is told. */
const NEARLY = 0.75

/**
 * @param {Connection} connection
 * @param {number} promised characters that are sure to fit
 */
export function suspendData(connection, promised) {
  let written = connection.get(ELEMENT)
  let refused = Infinity
  let room = written.length > promised ? GENEROUS : promised
  /** @type {Coder | null} */
  let coder = null
  /** Characters of the shortest form and of what it says, when last written. */
  let shortest = 0
  let told = 0

  /** Characters that fit, as far as is known. */
  const limit = () => Math.min(room, refused - 1)

  /**
   * The forms to try, in turn.
   *
   * @param {Kept} kept
   * @returns {Generator<string, void>}
   */
  function* forms(kept) {
    const straight = plain(kept)
    told = straight.length
    shortest = 0
    if (straight.length <= limit()) yield straight
    shortest = straight.length
    const short = coder && coded(kept, coder, 'base64url')
    if (!coder || !short) return yield straight
    // Base85 needs 15 characters where base64url needs 16.
    shortest = (short.length * 15) / 16
    if (short.length <= limit() * NEARLY) yield short
    yield straight
    if (short.length <= limit()) yield short
    yield coded(kept, coder, 'base85')
    yield short
  }

  /** @param {string} code */
  const put = (code) => connection.set(ELEMENT, code) && connection.get(ELEMENT) === code

  return {
    /** What was there when the visit began. */
    read: () => written,

    /** Whether more stands there than any LMS of this edition promises to hold. */
    isDaring: () => written.length > promised,

    /** Whether so many characters may soon need short forms. @param {number} length */
    needsCoder: (length) => !coder && length > limit() / 3,

    /** @param {Coder} loaded */
    use(loaded) {
      coder = loaded
    },

    /** Characters of text for which there is room; null when that is plenty. */
    left() {
      if (shortest <= limit() * NEARLY) return null
      return Math.max(0, Math.floor(((limit() - shortest) * told) / shortest / 100) * 100)
    },

    /**
     * @param {Kept} kept
     * @returns {Outcome} `full`: it does not fit, and what was there stands
     */
    write(kept) {
      for (const code of forms(kept)) {
        if (code === written) return 'held'
        if (code.length >= refused) continue
        if (put(code)) {
          if (code.length > room) room = GENEROUS
          written = code
          return 'held'
        }
        written ||= plain(nothing())
        if (!put(written)) return 'failed'
        refused = code.length
      }
      return 'full'
    },
  }
}
