/**
 * When to save: soon, but never in the way of someone who writes or of an LMS that cannot cope.
 *
 * At most one save per 15 seconds while typing goes on. ILIAS freezes the page for seconds at each
 * commit: slow saves wait for a pause and come further apart. Failing ones come further apart too.
 */

/**
 * @import { Clock } from './time.js'
 *
 * @typedef {object} Saver
 * @property {() => boolean} pending whether anything is unsaved
 * @property {() => boolean} save gives whether it worked
 * @property {() => number} cost milliseconds that the slowest call of the last save took
 */

const PAUSE = 2000
const GAP = 15_000
const LONGEST_GAP = 300_000
/** A call that takes longer is felt while typing. */
const SLOW = 250

export class Pace {
  #saver
  #clock
  #lastKey = -Infinity
  #lastSave
  #waitingSince = Infinity
  #failures = 0
  /** @type {(() => void) | null} */
  #cancel = null

  /**
   * @param {Saver} saver
   * @param {Clock} clock
   */
  constructor(saver, clock) {
    this.#saver = saver
    this.#clock = clock
    this.#lastSave = clock.ticks()
  }

  /** Something changed. */
  touch() {
    this.#lastKey = this.#clock.ticks()
    this.#waitingSince = Math.min(this.#waitingSince, this.#lastKey)
    this.#plan()
  }

  /** Save at once what is unsaved. A page that goes out of sight may never come back. */
  hurry() {
    const failing = this.#failures && this.#clock.ticks() - this.#lastSave < GAP
    if (this.#saver.pending() && !failing) this.#save()
  }

  stop() {
    this.#cancel?.()
    this.#cancel = null
  }

  #plan() {
    this.#cancel ??= this.#clock.after(() => this.#wake(), Math.max(0, this.#due() - this.#clock.ticks()))
  }

  #wake() {
    this.#cancel = null
    if (!this.#saver.pending()) return
    if (this.#due() > this.#clock.ticks()) this.#plan()
    else this.#save()
  }

  #due() {
    const quiet = this.#lastKey + PAUSE
    const patient = this.#saver.cost() > SLOW ? quiet : Math.min(quiet, this.#waitingSince + GAP)
    return Math.max(patient, this.#lastSave + this.#gap())
  }

  #gap() {
    return Math.min(LONGEST_GAP, Math.max(GAP * 2 ** this.#failures, this.#saver.cost() * 15))
  }

  #save() {
    this.stop()
    const worked = this.#saver.save()
    this.#failures = worked ? 0 : this.#failures + 1
    this.#lastSave = this.#clock.ticks()
    this.#waitingSince = Infinity
    if (this.#saver.pending()) {
      this.#waitingSince = this.#lastSave
      this.#plan()
    }
  }
}
