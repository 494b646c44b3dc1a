import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isFinished, statusToWrite } from '../../../course/page/player/scorm/completion.js'
import { empty, open, put } from '../../../course/page/player/state.js'
import { module } from '../support/platform.js'

test('the module is finished when every counted part was opened', () => {
  const half = open(empty(), 'film')
  assert.equal(false, isFinished(half, module))
  assert.equal(true, isFinished(open(half, 'vragen'), module))
})

test('or when enough questions were answered, white space alone being no answer', () => {
  const counting = { ...module, completion: { answered: 2 } }
  const one = put(put(empty(), 'vraag-1', { text: 'ja', at: 1 }), 'vraag-2', { text: ' \n', at: 1 })
  assert.equal(false, isFinished(one, counting))
  assert.equal(true, isFinished(put(one, 'vraag-3', { text: 'ook', at: 1 }), counting))
})

test('a new part takes nothing back', () => {
  const more = { ...module, parts: module.parts.map((part) => ({ ...part, counted: true })) }
  assert.equal(true, isFinished({ ...empty(), finished: true }, more))
})

test('the status goes up and never down', () => {
  assert.equal('incomplete', statusToWrite('not attempted', false))
  assert.equal('incomplete', statusToWrite('', false))
  assert.equal('incomplete', statusToWrite('unknown', false))
  assert.equal('incomplete', statusToWrite('browsed', false))
  assert.equal(null, statusToWrite('incomplete', false))
  assert.equal('completed', statusToWrite('incomplete', true))
  assert.equal('completed', statusToWrite('', true))
  for (const told of ['completed', 'passed', 'failed']) {
    for (const finished of [true, false]) assert.equal(null, statusToWrite(told, finished))
  }
})
