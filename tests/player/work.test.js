import assert from 'node:assert/strict'
import { test } from 'node:test'

import { empty, marked, put } from '../../course/page/player/state.js'
import { notebook } from '../../course/page/player/notebook.js'
import { reconcile } from '../../course/page/player/merge.js'
import { nothing } from '../../course/page/player/format.js'
import { shelfOf } from '../../course/page/player/shelf.js'
import { openWork } from '../../course/page/player/work.js'
import { fakeClock, MORNING } from './support/clock.js'
import { browser } from './support/shelf.js'

/**
 * @import { Shelf } from '../../course/page/player/shelf.js'
 */

/**
 * @param {Shelf} shelf
 * @param {{who?: string, place?: string, clock?: ReturnType<typeof fakeClock>, kept?: ReturnType<typeof nothing>}} [setting]
 */
function open(shelf, { who = 'l-1', place = '/a/', clock = fakeClock(), kept = nothing() } = {}) {
  const book = notebook(shelf, {
    owner: `werkpakket/${who}`,
    place,
    now: clock.now(),
    clock: kept.clock,
  })
  const { state } = reconcile(kept, book.read(), book.tag)
  return { clock, work: openWork(state, book, clock.now, kept.state.answers), tag: book.tag }
}

/** @param {ReturnType<typeof open>} page @param {string} id */
const answer = ({ work }, id) => work.state().answers.get(id)

/** A browser that has no storage for frames of third parties. @returns {Storage} */
function forbidden() {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

test('every key is in the notebook before anyone hears of it', () => {
  const { items, tab } = browser()
  const { work } = open(tab())
  /** @type {boolean[]} */
  const noted = []
  work.listen(() => noted.push([...items.values()].some((value) => value.includes('hallo'))))
  work.write('v', { text: 'hallo' })
  assert.deepEqual([true], noted)
})

test('a crashed tab loses nothing', () => {
  const { tab } = browser()
  const first = open(tab())
  first.work.write('v', { text: 'regel één\nregel twee' })
  first.work.mark('kaart', true)
  first.work.open('film')
  const second = open(tab())
  assert.deepEqual({ text: 'regel één\nregel twee', at: MORNING }, answer(second, 'v'))
  assert.deepEqual(['kaart'], marked(second.work.state()))
  assert.deepEqual(['film'], second.work.state().opened)
})

test('another learner of the same browser finds nothing of it', () => {
  const { tab } = browser()
  open(tab()).work.write('v', { text: 'van mij' })
  assert.deepEqual(empty(), open(tab(), { who: 'l-2' }).work.state())
})

test('a learner whose name begins like another one finds nothing of it', () => {
  const { tab } = browser()
  open(tab(), { who: 'l-1%2Fabc' }).work.write('v', { text: 'van mij' })
  assert.deepEqual(empty(), open(tab()).work.state())
})

test('the same module in another course is another notebook', () => {
  const { tab } = browser()
  open(tab()).work.write('v', { text: 'in cursus A' })
  assert.deepEqual(empty(), open(tab(), { place: '/b/' }).work.state())
})

test('a new upload at another address finds the notebook that the LMS knows', () => {
  const { tab } = browser()
  const first = open(tab())
  first.work.write('v', { text: 'niet opgeslagen' })
  const kept = { ...nothing(), clock: new Map([[first.tag, MORNING - 1000]]) }
  assert.equal('niet opgeslagen', answer(open(tab(), { place: '/versie-2/', kept }), 'v')?.text)
})

test('half a year after the last visit nothing is left, for whoever opens a module then', () => {
  const { items, tab } = browser()
  const first = open(tab())
  first.work.write('v', { text: 'lang geleden' })
  first.clock.pass(150 * 86_400_000)
  open(tab(), { who: 'l-2', clock: first.clock })
  assert.ok([...items.values()].some((value) => value.includes('lang geleden')))
  first.clock.pass(50 * 86_400_000)
  open(tab(), { who: 'l-2', clock: first.clock })
  assert.ok(![...items.values()].some((value) => value.includes('lang geleden')))
})

test('two tabs with answers to two questions both know both', () => {
  const { tab } = browser()
  const [one, two] = [open(tab()), open(tab())]
  one.work.write('v1', { text: 'uit tab 1' })
  two.work.write('v2', { text: 'uit tab 2' })
  for (const page of [one, two]) {
    assert.equal('uit tab 1', answer(page, 'v1')?.text)
    assert.equal('uit tab 2', answer(page, 'v2')?.text)
  }
})

test('what one tab opened and marked, the other does not take away', () => {
  const { tab } = browser()
  const [one, two] = [open(tab()), open(tab())]
  one.work.open('film')
  one.work.mark('kaart', true)
  two.work.open('vragen')
  assert.deepEqual(['film', 'vragen'], two.work.state().opened)
  assert.deepEqual(['film', 'vragen'], open(tab()).work.state().opened)
  assert.deepEqual(['kaart'], marked(two.work.state()))
})

test('a text from another tab that is replaced here stays beside the new one', () => {
  const { tab } = browser()
  const [one, two] = [open(tab()), open(tab())]
  one.work.write('v', { text: 'uit tab 1' })
  two.clock.pass(5000)
  two.work.write('v', { text: 'iets heel anders' })
  for (const page of [one, two]) {
    assert.equal('iets heel anders', answer(page, 'v')?.text)
    assert.equal('uit tab 1', answer(page, 'v')?.other?.text)
  }
})

test('a text from another tab that is gone on with here needs no choice', () => {
  const { tab } = browser()
  const [one, two] = [open(tab()), open(tab())]
  one.work.write('v', { text: 'begin' })
  two.work.write('v', { text: 'begin en einde' })
  assert.equal(undefined, answer(one, 'v')?.other)
  assert.equal('begin en einde', answer(one, 'v')?.text)
})

test('the choice made in one tab holds in the other', () => {
  const { tab } = browser()
  const [one, two] = [open(tab()), open(tab())]
  one.work.write('v', { text: 'A' })
  two.work.write('v', { text: 'B' })
  one.work.write('v', { text: 'B', other: undefined })
  assert.equal(undefined, answer(two, 'v')?.other)
})

test('times follow the clock and never run backwards', () => {
  const page = open(browser().tab())
  for (let key = 0; key < 500; key++) page.work.write('v', { text: 'x'.repeat(key) })
  assert.equal(MORNING, answer(page, 'v')?.at)
  page.clock.set(-7_200_000)
  page.work.write('v', { text: 'terug in de tijd' })
  assert.equal(MORNING, answer(page, 'v')?.at)
})

test('what replaces a text from elsewhere is later than it, also on a slow clock', () => {
  const kept = { ...nothing(), state: put(empty(), 'v', { text: 'elders', at: MORNING + 60_000 }) }
  const page = open(browser().tab(), { kept })
  page.work.write('v', { text: 'hier' })
  assert.equal(MORNING + 61_000, answer(page, 'v')?.at)
})

test('once closed, nothing is written any more', () => {
  const page = open(browser().tab())
  page.work.write('v', { text: 'tot hier' })
  page.work.close()
  page.work.write('v', { text: 'tot hier en verder' })
  page.work.mark('kaart', true)
  page.work.open('film')
  assert.equal('tot hier', answer(page, 'v')?.text)
  assert.deepEqual([], page.work.state().opened)
})

test('a browser that keeps nothing is told apart', () => {
  const kept = open(browser().tab())
  const forgotten = open({ ...shelfOf(forbidden), listen() {} })
  for (const { work } of [kept, forgotten]) work.write('v', { text: 'x' })
  assert.deepEqual([true, false], [kept.work.isKept(), forgotten.work.isKept()])
})
