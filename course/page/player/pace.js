/**
 * When to save: soon, but never in the way of someone who writes or of an LMS that cannot cope.
 *
 * What was typed is saved at the first pause, at most once per 15 seconds; a part that was opened can
 * wait so long, or it would take the first sentence's turn. ILIAS freezes the page for seconds at each
 * commit: slow saves wait for a pause and come further apart. Failing ones come further apart too.
 */

/**
 * @import { Clock } from './time.js'
 */

const PAUSE = 2000
const GAP = 15_000
const LONGEST_SLOW_GAP = 60_000
const LONGEST_GAP = 300_000
/** Time spent that is worth a save of its own. */
const READING = 60_000
/** A save that takes longer is felt while typing. */
const SLOW = 400

/**
 * @param {{pending: () => boolean, save: () => boolean, clock: Clock}} setting
 *   `save` gives whether it worked
 */
export function pace({ pending, save, clock }) {
  let lastKey = -Infinity
  let waitingSince = Infinity
  let lastSave = clock.ticks() - GAP
  let failures = 0
  /** Milliseconds that a save may take, for all that is known. */
  let took = 0
  /** @type {(() => void) | null} */
  let cancel = null

  function due() {
    const latest = waitingSince + GAP
    const quiet = lastKey < waitingSince ? latest : lastKey + PAUSE
    const slow = took > SLOW
    const gap = Math.min(LONGEST_SLOW_GAP, Math.max(GAP, took * 10))
    return Math.max(
      slow ? quiet : Math.min(quiet, latest),
      lastSave + Math.min(LONGEST_GAP, gap * 2 ** Math.max(0, failures - 1)),
    )
  }

  function plan() {
    stop()
    cancel = clock.after(wake, Math.max(0, due() - clock.ticks()))
  }

  function wake() {
    cancel = null
    if (!pending()) return
    if (due() > clock.ticks()) plan()
    else saveNow()
  }

  function saveNow() {
    stop()
    failures = heed(save) ? 0 : failures + 1
    lastSave = clock.ticks()
    waitingSince = Infinity
    if (pending()) touch()
  }

  /** Learn from a call to the LMS how long a save may take. @param {() => boolean} call */
  function heed(call) {
    const begun = clock.ticks()
    const done = call()
    took = clock.ticks() - begun
    return done
  }

  /** Something changed. */
  function touch() {
    waitingSince = Math.min(waitingSince, clock.ticks())
    plan()
  }

  function stop() {
    cancel?.()
    cancel = null
  }

  return {
    touch,
    stop,
    heed,
    save: saveNow,

    /** The learner typed something. */
    typed() {
      lastKey = clock.ticks()
      touch()
    },

    /**
     * Save at once what is unsaved, if only some minutes of reading: a page that goes out of sight
     * may never come back.
     */
    hurry() {
      const since = clock.ticks() - lastSave
      if (pending() ? !failures || since > GAP : since > READING) saveNow()
    },
  }
}
