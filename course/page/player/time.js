/** How long the page was really looked at, and how SCORM writes times. */

/**
 * @typedef {object} Clock
 * @property {() => number} ticks milliseconds that never run backwards
 * @property {() => number} now milliseconds since 1970
 * @property {(run: () => void, milliseconds: number) => () => void} after gives how to call it off
 */

/** @type {Clock} */
export const systemClock = {
  ticks: () => performance.now(),
  now: () => Date.now(),
  after(run, milliseconds) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  }
}

/** A computer that slept answers no events; what lies between two of them counts at most so much. */
const LONGEST_PAUSE = 30 * 60_000

/**
 * A stopwatch that runs only while the page is visible. Call `show` and `hide` as the page is, and
 * `touch` at each sign of life.
 *
 * @param {Clock} clock
 */
export function stopwatch(clock) {
  let sum = 0
  /** @type {number | null} */
  let since = clock.ticks()

  function touch() {
    const now = clock.ticks()
    if (since === null) return
    sum += Math.min(Math.max(0, now - since), LONGEST_PAUSE)
    since = now
  }
  return {
    touch,
    hide() {
      touch()
      since = null
    },
    show() {
      since ??= clock.ticks()
    },
    /** @returns {number} milliseconds until now */
    read() {
      touch()
      return sum
    }
  }
}

/** @param {number} value */
const two = (value) => String(value).padStart(2, '0')

/**
 * SCORM 1.2, CMITimespan (Run-Time Environment 1.2, 3.4.1): `HHHH:MM:SS.SS`.
 *
 * @param {number} milliseconds
 */
export function clockTime(milliseconds) {
  const hundredths = Math.floor(milliseconds / 10)
  const seconds = Math.floor(hundredths / 100)
  const hours = Math.min(9999, Math.floor(seconds / 3600))
  return `${String(hours).padStart(4, '0')}:${two(Math.floor(seconds / 60) % 60)}:` +
    `${two(seconds % 60)}.${two(hundredths % 100)}`
}

/**
 * SCORM 2004, timeinterval(second,10,2): ISO 8601 with at most two decimals (more: 406 in Moodle).
 *
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000)
  const hours = Math.floor(seconds / 3600)
  return `PT${hours}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`
}

/**
 * SCORM 2004, time(second,10,0), without a zone: Moodle and scorm-again refuse a closing `Z`.
 *
 * @param {Date} date
 */
export function timestamp(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
    `T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
