import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { clockTime, duration, stopwatch, timestamp } from '../../course/page/player/time.js'
import { fakeClock } from './support/clock.js'

const SECOND = 1000
const HOUR = 3600 * SECOND

test('forty seconds without a save in between count as forty', () => {
  const clock = fakeClock()
  const watch = stopwatch(clock, true)
  clock.pass(40 * SECOND)
  assert.equal(40 * SECOND, watch.read())
})

test('hidden time does not count, however long', () => {
  const clock = fakeClock()
  const watch = stopwatch(clock, true)
  clock.pass(10 * SECOND)
  watch.see(false)
  clock.pass(75 * HOUR)
  watch.see(true)
  clock.pass(5 * SECOND)
  assert.equal(15 * SECOND, watch.read())
})

test('a page that opens in the background begins to count when it is seen', () => {
  const clock = fakeClock()
  const watch = stopwatch(clock, false)
  clock.pass(HOUR)
  watch.see(true)
  clock.pass(2 * SECOND)
  assert.equal(2 * SECOND, watch.read())
})

test('setting the clock back does not take time away', () => {
  const clock = fakeClock()
  const watch = stopwatch(clock, true)
  clock.pass(60 * SECOND)
  clock.set(-2 * HOUR)
  clock.pass(60 * SECOND)
  assert.equal(120 * SECOND, watch.read())
})

test('a computer that sleeps for nine hours adds half an hour at most', () => {
  const clock = fakeClock()
  const watch = stopwatch(clock, true)
  clock.pass(60 * SECOND)
  watch.read()
  clock.sleep(9 * HOUR)
  assert.equal(HOUR / 2 + 60 * SECOND, watch.read())
})

test('reading twice does not count twice', () => {
  const clock = fakeClock()
  const watch = stopwatch(clock, true)
  clock.pass(30 * SECOND)
  watch.read()
  clock.pass(30 * SECOND)
  assert.equal(60 * SECOND, watch.read())
})

test('times are written as SCORM 1.2 wants them', () => {
  assert.equal('0000:00:00.00', clockTime(0))
  assert.equal('0000:00:40.00', clockTime(40 * SECOND))
  assert.equal('0075:59:59.99', clockTime(75 * HOUR + 3599.999 * SECOND))
  fc.assert(
    fc.property(fc.double({ min: 0, max: 9999 * HOUR, noNaN: true }), (time) => {
      assert.match(clockTime(time), /^\d{4}:[0-5]\d:[0-5]\d\.\d\d$/)
    }),
  )
})

test('times are written as SCORM 2004 wants them', () => {
  assert.equal('PT0H0M0S', duration(0))
  assert.equal('PT75H1M1.5S', duration(75 * HOUR + 61.5 * SECOND))
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (time) => {
      assert.match(duration(time), /^PT\d+H[0-5]?\dM[0-5]?\d(\.\d\d?)?S$/)
    }),
  )
})

test('time stamps have no zone and no fraction', () => {
  const date = new Date(2026, 10, 24, 10, 11, 12, 345)
  assert.equal('2026-11-24T10:11:12', timestamp(date.getTime()))
})
