import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { nothing } from '../../course/page/player/format.js'
import { progressOf, reconcile } from '../../course/page/player/merge.js'
import { put } from '../../course/page/player/state.js'

/**
 * @import { Note } from '../../course/page/player/notebook.js'
 */

const TAG = 'abc'

/**
 * @param {{at: number, text: string} | null} there what the LMS has
 * @param {Note} note what the browser has
 * @param {number} [seen] up to when the LMS has seen this browser's changes
 */
function meet(there, note, seen) {
  const { state } = nothing()
  const kept = {
    ...nothing(),
    state: there ? put(state, 'v', there) : state,
    clock: new Map(seen === undefined ? [] : [[TAG, seen]]),
  }
  const merged = reconcile(kept, { notes: new Map([['v', note]]), progress: null }, TAG)
  return { answer: merged.state.answers.get('v'), held: merged.held }
}

test('what the LMS never got is taken from the browser', () => {
  assert.deepEqual(
    { answer: { text: 'nieuw', at: 9 }, held: [] },
    meet(null, { text: 'nieuw', at: 9, base: 0 }),
  )
  assert.deepEqual(
    { answer: { text: 'nieuw', at: 9 }, held: [] },
    meet({ text: 'oud', at: 5 }, { text: 'nieuw', at: 9, base: 5 }),
  )
})

test('what the LMS has is let go', () => {
  assert.deepEqual(
    { answer: { text: 'a', at: 9 }, held: ['v'] },
    meet({ text: 'a', at: 9 }, { text: 'a', at: 9, base: 0 }),
  )
})

test('what another computer wrote later, having seen this text, stands alone', () => {
  assert.deepEqual(
    { answer: { text: 'later', at: 20 }, held: ['v'] },
    meet({ text: 'later', at: 20 }, { text: 'eerder', at: 9, base: 0 }, 9),
  )
})

test('when both changed, the newest stands and the other is beside it', () => {
  assert.deepEqual(
    { text: 'elders', at: 20, other: { text: 'hier', at: 9 } },
    meet({ text: 'elders', at: 20 }, { text: 'hier', at: 9, base: 5 }).answer,
  )
  assert.deepEqual(
    { text: 'hier', at: 30, other: { text: 'elders', at: 20 } },
    meet({ text: 'elders', at: 20 }, { text: 'hier', at: 30, base: 5 }).answer,
  )
})

test('a version that goes on from the other needs no choice', () => {
  assert.deepEqual(
    { text: 'een zin en nog een', at: 30 },
    meet({ text: 'een zin', at: 20 }, { text: 'een zin en nog een', at: 30, base: 5 }).answer,
  )
})

test("yesterday's state does not overwrite what was typed today", () => {
  assert.deepEqual(
    { text: 'vandaag', at: 50 },
    meet({ text: 'gisteren', at: 5 }, { text: 'vandaag', at: 50, base: 5 }, 4).answer,
  )
})

test('an answer that was emptied stays empty', () => {
  assert.deepEqual(
    { text: '', at: 50 },
    meet({ text: 'weg', at: 5 }, { text: '', at: 50, base: 5 }).answer,
  )
})

test('marks, parts and places of both are kept', () => {
  const there = {
    ...nothing().state,
    opened: ['a'],
    marks: new Map([
      ['k', { on: true, at: 5 }],
      ['l', { on: true, at: 5 }],
    ]),
    finished: true,
  }
  const here = {
    ...nothing().state,
    opened: ['b'],
    marks: new Map([['k', { on: false, at: 9 }]]),
    place: 'b',
    watched: new Map([['film', 12]]),
  }
  const { state } = reconcile(
    { ...nothing(), state: there },
    { notes: new Map(), progress: progressOf(here) },
    TAG,
  )
  assert.deepEqual(
    {
      ...nothing().state,
      opened: ['a', 'b'],
      marks: new Map([
        ['k', { on: false, at: 9 }],
        ['l', { on: true, at: 5 }],
      ]),
      finished: true,
      place: 'b',
      watched: new Map([['film', 12]]),
    },
    state,
  )
})

test('where the browser has nothing new, the state is the very same', () => {
  const kept = {
    ...nothing(),
    state: put({ ...nothing().state, opened: ['a'], place: 'a' }, 'v', { text: 'x', at: 5 }),
  }
  const pages = {
    notes: new Map([['v', { text: 'x', at: 5, base: 0 }]]),
    progress: progressOf(kept.state),
  }
  assert.equal(kept.state, reconcile(kept, pages, TAG).state)
})

test('no text is ever lost in a merge that the LMS has not seen', () => {
  const text = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '')
  const version = fc.record({ text, at: fc.nat(100) }, { noNullPrototype: true })
  fc.assert(
    fc.property(version, version, fc.nat(100), (there, here, base) => {
      fc.pre(base < there.at)
      const { answer } = meet(there, { ...here, base })
      const shown = `${answer?.text}\n${answer?.other?.text}`
      assert.ok(shown.includes(there.text) && shown.includes(here.text))
    }),
  )
})
