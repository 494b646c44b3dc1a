import assert from 'node:assert/strict'
import { test } from 'node:test'

import { pace } from '../../course/page/player/pace.js'
import { fakeClock } from './support/clock.js'

const SECOND = 1000
const MINUTE = 60 * SECOND

/**
 * @param {{works?: (saves: number) => boolean, blocks?: number}} [how] `blocks`: milliseconds a save
 */
function saving({ works = () => true, blocks = 0 } = {}) {
  const clock = fakeClock()
  let pending = false
  /** @type {number[]} */
  const saves = []
  const timer = pace({
    clock,
    pending: () => pending,
    save() {
      saves.push(clock.ticks())
      clock.sleep(blocks)
      pending = !works(saves.length)
      return !pending
    },
  })
  const type = () => {
    pending = true
    timer.typed()
  }
  const open = () => {
    pending = true
    timer.touch()
  }
  return { clock, saves, timer, type, open }
}

/** Type without pause. @param {ReturnType<typeof saving>} page @param {number} time */
function typeOn({ clock, type }, time) {
  for (const end = clock.ticks() + time; clock.ticks() < end;) {
    type()
    clock.pass(200)
  }
}

test('under continuous typing there are at most four saves a minute', () => {
  const page = saving()
  typeOn(page, 10 * MINUTE)
  assert.equal(40, page.saves.length)
})

test('two saves are never closer than fifteen seconds', () => {
  const page = saving()
  for (let word = 0; word < 60; word++) {
    typeOn(page, 2 * SECOND)
    page.clock.pass(3 * SECOND)
  }
  const gaps = page.saves.slice(1).map((at, index) => at - (page.saves[index] ?? 0))
  assert.ok(Math.min(...gaps) >= 15 * SECOND, String(gaps))
})

test('the first sentence of a visit is saved at its first pause', () => {
  const page = saving()
  typeOn(page, 3 * SECOND)
  page.clock.pass(3 * SECOND)
  assert.equal(page.saves.length, 1)
})

test('a part that was opened first leaves the first pause to the first sentence', () => {
  const page = saving()
  page.open()
  page.clock.pass(4 * SECOND)
  typeOn(page, 3 * SECOND)
  page.clock.pass(3 * SECOND)
  assert.equal(page.saves.length, 1)
})

test('a part that was opened is saved by itself within fifteen seconds', () => {
  const page = saving()
  page.open()
  page.clock.pass(15 * SECOND)
  assert.deepEqual(page.saves, [15 * SECOND])
})

test('after a while of rest a sentence is saved two seconds after its last key', () => {
  const page = saving()
  page.clock.pass(MINUTE)
  page.type()
  page.clock.pass(2 * SECOND)
  assert.deepEqual([62 * SECOND], page.saves)
})

test('nothing is saved when nothing changed', () => {
  const page = saving()
  page.clock.pass(60 * MINUTE)
  assert.deepEqual([], page.saves)
})

test('out of sight, what is unsaved is saved at once', () => {
  const page = saving()
  page.type()
  page.timer.hurry()
  assert.deepEqual([0], page.saves)
})

test('out of sight, a minute of reading is saved too', () => {
  const page = saving()
  page.clock.pass(61 * SECOND)
  page.timer.hurry()
  assert.equal(1, page.saves.length)
})

test('a platform that fails is asked less and less often, at most fifteen times in ten minutes', () => {
  const page = saving({ works: () => false })
  typeOn(page, 5 * MINUTE)
  page.timer.hurry()
  page.timer.hurry()
  page.clock.pass(5 * MINUTE)
  assert.ok(page.saves.length <= 15 && page.saves.length >= 5, String(page.saves.length))
})

test('it recovers by itself, without another key', () => {
  const page = saving({ works: (saves) => saves > 3 })
  page.type()
  page.clock.pass(5 * MINUTE)
  assert.equal(4, page.saves.length)
  page.clock.pass(60 * MINUTE)
  assert.equal(4, page.saves.length)
})

test('a platform that freezes the page is left alone while someone types', () => {
  const page = saving({ blocks: 40 * SECOND })
  for (let answer = 0; answer < 17; answer++) {
    const before = page.saves.length
    typeOn(page, 10 * SECOND)
    assert.equal(before, page.saves.length)
    page.clock.pass(8 * SECOND)
  }
  assert.ok(page.saves.length > 0 && page.saves.length <= 12, String(page.saves.length))
})

test('a first commit that froze the page is heeded before the first save', () => {
  const page = saving()
  page.timer.heed(() => {
    page.clock.sleep(3 * SECOND)
    return true
  })
  typeOn(page, 40 * SECOND)
  assert.deepEqual(page.saves, [])
  page.clock.pass(3 * SECOND)
  assert.equal(page.saves.length, 1)
})

test('stopped, it does nothing more', () => {
  const page = saving()
  page.type()
  page.timer.stop()
  page.clock.pass(60 * MINUTE)
  assert.deepEqual([], page.saves)
})
