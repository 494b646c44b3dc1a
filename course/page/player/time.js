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
  },
}

/** Nobody reads for longer without a key or a click; then the lid was left open overnight. */
const LONGEST_REST = 30 * 60_000

/**
 * A stopwatch that runs only while the page is visible.
 *
 * @param {Clock} clock
 * @param {boolean} visible
 */
export function stopwatch(clock, visible) {
  let sum = 0
  let since = clock.ticks()

  function read() {
    const now = clock.ticks()
    if (visible) sum += Math.min(Math.max(0, now - since), LONGEST_REST)
    since = now
    return sum
  }
  return {
    /** Milliseconds until now. Call it at each sign of life. */
    read,
    /** @param {boolean} now */
    see(now) {
      read()
      visible = now
    },
  }
}

const HOUR = 3_600_000

/** @param {number} milliseconds */
const hours = (milliseconds) => Math.floor(milliseconds / HOUR)

/** Minutes, seconds and hundredths after the hour: `MM:SS.SS`. @param {number} milliseconds */
const rest = (milliseconds) => new Date(milliseconds % HOUR).toISOString().slice(14, 22)

/**
 * SCORM 1.2, CMITimespan (Run-Time Environment 1.2, 3.4.1): `HHHH:MM:SS.SS`.
 *
 * @param {number} milliseconds
 */
export function clockTime(milliseconds) {
  return `${String(hours(milliseconds)).padStart(4, '0')}:${rest(milliseconds)}`
}

/**
 * SCORM 2004, timeinterval(second,10,2): ISO 8601. Moodle refuses more than two decimals (406).
 *
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const [minutes, seconds] = rest(milliseconds).split(':').map(parseFloat)
  return `PT${hours(milliseconds)}H${minutes}M${seconds}S`
}

/**
 * SCORM 2004, time(second,10,0), without a zone: Moodle and scorm-again refuse a closing `Z`.
 *
 * @param {number} milliseconds since 1970
 */
export function timestamp(milliseconds) {
  const offset = new Date(milliseconds).getTimezoneOffset() * 60_000
  return new Date(milliseconds - offset).toISOString().slice(0, 19)
}
