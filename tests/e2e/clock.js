/**
 * A clock that stands still until a play turns it, one for all windows of a tab.
 *
 * Timers run in their order, with microtasks between them. A look at the clock in the LMS's own
 * window moves it on by a millisecond: an LMS that blocks by looking at the clock comes to an end,
 * and the time has passed for the package too.
 */
{
  /** @type {any} */
  const here = window
  const RealDate = Date

  class Clock {
    /** Milliseconds that never run backwards. */
    ticks = 0
    /** Milliseconds since 1970 when the ticks began. */
    zero = RealDate.now()
    /** @type {Map<number, {at: number, run: () => void}>} */
    timers = new Map()
    last = 0

    now() {
      return Math.floor(this.zero + this.ticks)
    }

    /** @type {(run: () => void, wait: number) => number} */
    after(run, wait) {
      this.timers.set(++this.last, { at: this.ticks + wait, run })
      return this.last
    }

    /** @param {number} milliseconds */
    async advance(milliseconds) {
      const end = this.ticks + milliseconds
      for (let next = this.due(end); next; next = this.due(end)) {
        const [id, { at, run }] = next
        this.timers.delete(id)
        this.ticks = Math.max(this.ticks, at)
        run()
        for (let turn = 0; turn < 5; turn++) await null
      }
      this.ticks = Math.max(this.ticks, end)
    }

    /** @param {number} end */
    due(end) {
      const due = [...this.timers].filter(([, { at }]) => at <= end)
      return due.sort(([, one], [, two]) => one.at - two.at)[0]
    }

    /** The machine sleeps and no timer runs; whether the ticks go on differs by system. */
    /** @type {(milliseconds: number, ticks: boolean) => Promise<void>} */
    sleep(milliseconds, ticks) {
      if (ticks) this.ticks += milliseconds
      else this.zero += milliseconds
      return this.advance(0)
    }
  }

  const inFrame = window !== top
  here.playClock = inFrame ? here.top.playClock : new Clock()
  const clock = here.playClock

  here.Date = class extends RealDate {
    /** @param {any[]} values */
    constructor(...values) {
      super(.../** @type {[number]} */ (values.length ? values : [clock.now()]))
    }

    /** @override */
    static now() {
      return clock.now()
    }
  }
  performance.now = () => (inFrame ? clock.ticks : ++clock.ticks)
  here.setTimeout = (/** @type {Function} */ run, wait = 0, /** @type {any[]} */ ...values) =>
    clock.after(() => run(...values), wait)
  here.clearTimeout = (/** @type {number} */ id) => void clock.timers.delete(id)
}
