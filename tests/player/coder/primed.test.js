import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { primedModule, primingText } from '../../../course/page/player/coder/pack.mjs'
import { Model } from '../../../course/page/player/coder/model.js'
import { finish, reading } from '../../../course/page/player/coder/codec.js'
import { RADIX, toBytes } from '../../../course/page/player/coder/letters.js'
import { PACKED } from '../../../course/page/player/coder/primed.js'

const folder = new URL('../../../course/page/player/coder/', import.meta.url)

test('the packed priming text is what packing the priming text gives', () => {
  assert.equal(primedModule(), readFileSync(new URL('primed.js', folder), 'utf8'))
})

test('the packed priming text reads back whole', () => {
  const bytes = toBytes(PACKED, RADIX.base85)
  assert.ok(bytes)
  assert.equal(primingText(), finish(reading(new Model(), bytes)))
})
