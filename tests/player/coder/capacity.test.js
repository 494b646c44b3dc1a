import assert from 'node:assert/strict'
import { test } from 'node:test'

import { SEPARATOR, encode } from '../../../course/page/player/coder/coder.js'
import { ROOM, reflections } from './samples.js'

/** @param {number} units how long the answers are together, each cut in proportion */
function cut(units) {
  const whole = reflections.join('').length
  const room = units - (reflections.length - 1)
  return reflections
    .map((answer) => answer.slice(0, Math.floor((answer.length * room) / whole)))
    .join(SEPARATOR)
}

test('11,500 characters of unseen reflection fit in base64url', () => {
  assert.ok(encode(cut(11_520), 'base64url').length <= ROOM)
})

test('12,300 characters of unseen reflection fit in base85', () => {
  assert.ok(encode(cut(12_320), 'base85').length <= ROOM)
})
