import assert from 'node:assert/strict'
import { test } from 'node:test'

import { empty, put } from '../../course/page/player/state.js'
import { asText } from '../../course/page/player/take-home.js'
import { module } from './support/platform.js'

const page = {
  module: { ...module, questions: ['q1', 'q2'], fields: ['f'] },
  store: {},
  say: (/** @type {string} */ key) => `[${key}]`,
}

test('the file has every question with its answer, the date, and answers to questions that are gone', () => {
  const state = [
    ['q1', 'regel een\nregel twee'],
    ['weg', 'oud antwoord'],
    ['leeg', '  '],
  ].reduce((state, [id = '', text = '']) => put(state, id, { text, at: 1 }), empty())
  const blocks = asText(page, state, (id) => `Vraag ${id}?`, new Date(2026, 10, 24, 10, 5)).split(
    /\n\n-+\n\n/,
  )
  assert.deepEqual(
    [
      'Werkpakket\n\n24 november 2026 om 10:05',
      'Vraag q1?\n\nregel een\nregel twee',
      'Vraag q2?\n\n[not_answered]',
      'Vraag f?\n\n[not_answered]',
      '[removed] (weg)\n\noud antwoord\n',
    ],
    blocks,
  )
})

test('a version that was written elsewhere is in it too', () => {
  const state = put(empty(), 'q1', { text: 'hier', at: 2, other: { text: 'elders', at: 1 } })
  assert.match(
    asText(page, state, (id) => id, new Date()),
    /q1\n\nhier\n\n\[changed_elsewhere\]\n\nelders\n/,
  )
})
