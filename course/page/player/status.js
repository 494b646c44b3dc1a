/**
 * What the page says about saving: one word in the element of role `status`, warnings in that of
 * role `alert`. A screen reader speaks every change, so while someone types there are none.
 */

import { first, make } from './page.js'

/**
 * @import { Clock } from './time.js'
 * @import { Say } from './page.js'
 *
 * @typedef {ReturnType<typeof statusLine>} StatusLine
 */

/** Typing has paused when no key came for so long. */
const PAUSE = 1500
const PATIENCE = 3000

/**
 * @param {Say} say
 * @param {Clock} clock
 * @param {() => boolean} isStored whether all that was typed is where it belongs
 */
export function statusLine(say, clock, isStored) {
  const word = first('#status')
  const alert = first('#alert')
  /** @type {Map<string, HTMLElement>} */
  const warnings = new Map()
  let lastKey = -Infinity
  let cancel = () => {}

  /** @param {string} text */
  function tell(text) {
    if (word && word.textContent !== text) word.textContent = text
  }

  function paused() {
    const quiet = clock.ticks() - lastKey
    if (quiet === Infinity || quiet < PAUSE) return
    if (isStored()) tell(say('saved'))
    else if (quiet < PAUSE + PATIENCE) check(PATIENCE)
    else if (!warnings.size) tell(say('saving'))
  }

  /** @param {number} wait */
  function check(wait) {
    cancel()
    cancel = clock.after(paused, wait)
  }

  return {
    typed() {
      lastKey = clock.ticks()
      tell('')
      check(PAUSE)
    },

    /** A save has ended, one way or the other. */
    settled: paused,

    /**
     * Warn; the same warning again says nothing new. It stays until it is taken back.
     *
     * @param {string} key
     * @param {string} text '' takes it back
     * @param {HTMLElement[]} buttons
     */
    warn(key, text, ...buttons) {
      const before = warnings.get(key)
      if (text && before?.firstChild?.nodeValue === text) return
      before?.remove()
      warnings.delete(key)
      if (!text) return
      tell('')
      const warning = make('p', {}, text, ...buttons)
      warnings.set(key, warning)
      alert?.append(warning)
    },
  }
}
