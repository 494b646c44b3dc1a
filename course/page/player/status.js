/**
 * What the page says about saving: one word in the element of role `status`, warnings in that of
 * role `alert`. A screen reader speaks every change, so while someone types there are none.
 */

/**
 * @import { Clock } from './time.js'
 */

/** Typing has paused when no key came for so long. */
const PAUSE = 1500
const PATIENCE = 3000

export class Status {
  #word
  #alert
  #texts
  #clock
  #stored
  #lastKey = -Infinity
  /** @type {Map<string, HTMLElement>} */
  #warnings = new Map()
  /** @type {() => void} */
  #cancel = () => {}

  /**
   * @param {{word: HTMLElement, alert: HTMLElement, texts: {saved: string, saving: string},
   *   clock: Clock, stored: () => boolean}} page `stored`: whether all typed is where it belongs
   */
  constructor({ word, alert, texts, clock, stored }) {
    this.#word = word
    this.#alert = alert
    this.#texts = texts
    this.#clock = clock
    this.#stored = stored
  }

  typed() {
    this.#lastKey = this.#clock.ticks()
    this.#say('')
    this.#check(PAUSE)
  }

  /** A save has ended, one way or the other. */
  settled() {
    if (this.#clock.ticks() - this.#lastKey >= PAUSE) this.#paused()
  }

  /**
   * Warn once; the warning stays until it is taken back.
   *
   * @param {string} key
   * @param {string} text
   * @param {HTMLElement[]} buttons
   */
  warn(key, text, ...buttons) {
    if (this.#warnings.has(key)) return
    const warning = document.createElement('p')
    warning.append(text, ...buttons)
    this.#warnings.set(key, warning)
    this.#alert.append(warning)
  }

  /** @param {string} key */
  unwarn(key) {
    this.#warnings.get(key)?.remove()
    this.#warnings.delete(key)
  }

  #paused() {
    this.#cancel()
    if (this.#stored()) this.#say(this.#lastKey === -Infinity ? '' : this.#texts.saved)
    else if (this.#clock.ticks() - this.#lastKey < PAUSE + PATIENCE) this.#check(PATIENCE)
    else if (!this.#warnings.has('failed')) this.#say(this.#texts.saving)
  }

  /** @param {number} wait */
  #check(wait) {
    this.#cancel()
    this.#cancel = this.#clock.after(() => this.#paused(), wait)
  }

  /** @param {string} text */
  #say(text) {
    if (this.#word.textContent !== text) this.#word.textContent = text
  }
}
