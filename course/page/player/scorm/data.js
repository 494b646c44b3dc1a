/**
 * The LMS's suspend data: how much goes in, in which form, and whether it really went in.
 *
 * SCORM 1.2 promises 4,096 characters. Plain text is written as long as it fits, then the coder's
 * short forms. Only when those do not fit either comes more than is promised, which Moodle takes
 * (64,000) and others refuse or cut. Whatever was written is read back and compared, and what was
 * there is put back after a refusal. Nothing cut is ever left behind.
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
/** What an LMS is taken to hold once it took more than was promised. */
const GENEROUS = 64_000
/** Part of the room that may be filled before looking for more, and before the learner is told. */
const NEARLY = 0.75

/**
 * @param {Connection} connection
 * @param {number} promised characters that every LMS of this edition holds
 */
export function suspendData(connection, promised) {
  let written = connection.get(ELEMENT)
  /** Characters that this LMS holds for sure, and what it is thought to hold. */
  const sure = Math.max(promised, written.length)
  let room = sure
  let refused = Infinity
  /** @type {Coder | null} */
  let coder = null
  /** What was last to be written, and its forms. */
  let last = ''
  /** @type {string[]} */
  let forms = []
  /** Characters of the plain and of the shortest form, when last written. */
  let length = 0
  let shortest = 0

  const limit = () => Math.min(room, refused - 1)
  /** About how many characters of text too many there were when last written. */
  const excess = () => shortest && ((shortest - limit()) * length) / shortest

  /**
   * The forms to try, in turn. A tab that closes says that it is hidden and then that it is left,
   * and waits half a second for both: what is unchanged is not encoded again.
   *
   * @param {Kept} kept
   */
  function formsOf(kept) {
    const straight = plain(kept)
    if (straight !== last) forms = encode(kept, straight)
    last = straight
    return forms
  }

  /** @param {Kept} kept @param {string} straight its plain form @returns {string[]} */
  function encode(kept, straight) {
    length = straight.length
    shortest = 0
    if (length <= sure) return [straight]
    const short = coder && coded(kept, coder, 'base64url')
    shortest = short ? short.length : length
    if (!coder || !short) return [straight]
    if (shortest > sure * NEARLY && room === sure && refused === Infinity) attempt(straight)
    if (shortest <= sure) return [short]
    const shorter = coded(kept, coder, 'base85')
    shortest = shorter.length
    return shortest <= sure ? [shorter] : [straight, short, shorter]
  }

  /** @param {string} code */
  const put = (code) => connection.set(ELEMENT, code) && connection.get(ELEMENT) === code

  /**
   * Write and read back; after a refusal put back what was there.
   *
   * @param {string} code
   * @returns {Outcome}
   */
  function attempt(code) {
    if (code === written) return 'held'
    if (code.length >= refused) return 'full'
    if (put(code)) {
      if (code.length > room) room = GENEROUS
      written = code
      return 'held'
    }
    written ||= plain(nothing())
    if (!put(written)) return 'failed'
    refused = code.length
    return 'full'
  }

  return {
    /** What was there when the visit began. */
    read: () => written,

    /** Whether more stands there than this LMS has proved to hold until another visit. */
    isDaring: () => written.length > sure,

    /** Whether so many characters may soon need short forms. @param {number} characters */
    needsCoder: (characters) => !coder && characters > sure / 3,

    /** @param {Coder} loaded */
    use(loaded) {
      coder = loaded
      last = ''
    },

    /** Characters of text for which there is room; null when that is plenty. */
    left() {
      if (shortest <= limit() * NEARLY) return null
      return Math.max(0, Math.floor(-excess() / 100) * 100)
    },

    excess,

    /**
     * @param {Kept} kept
     * @returns {Outcome} `full`: it does not fit, and what was there stands
     */
    write(kept) {
      for (const code of formsOf(kept)) {
        const outcome = attempt(code)
        if (outcome !== 'full') return outcome
      }
      return 'full'
    },
  }
}
