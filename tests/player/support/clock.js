/** A clock that stands still until a test lets time pass. */

/**
 * @import { Clock } from '../../../course/page/player/time.js'
 */

export const MORNING = Date.UTC(2026, 10, 24, 9)

export function fakeClock() {
  let ticks = 0
  let now = MORNING
  /** @type {Array<{due: number, run: () => void}>} */
  let timers = []

  return {
    ticks: () => ticks,
    now: () => now,

    /** @type {Clock['after']} */
    after(run, milliseconds) {
      const timer = { due: ticks + milliseconds, run }
      timers.push(timer)
      return () => (timers = timers.filter((other) => other !== timer))
    },

    /** Let time pass; what is due in it is done at its moment. @param {number} milliseconds */
    pass(milliseconds) {
      const end = ticks + milliseconds
      for (;;) {
        const [next] = timers.filter(({ due }) => due <= end).sort((one, two) => one.due - two.due)
        if (!next) break
        timers = timers.filter((timer) => timer !== next)
        this.sleep(Math.max(0, next.due - ticks))
        next.run()
      }
      this.sleep(end - ticks)
    },

    /** Time passes and no timer runs: a call that blocks, a computer that sleeps. */
    sleep(/** @type {number} */ milliseconds) {
      if (milliseconds <= 0) return
      ticks += milliseconds
      now += milliseconds
    },

    /** Someone sets the computer's clock. @param {number} milliseconds */
    set(milliseconds) {
      now += milliseconds
    },

    /** How many timers wait. */
    waiting: () => timers.length,
  }
}
