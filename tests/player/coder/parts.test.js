// The parts of the coder on their own.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { Decoder, Encoder } from '../../../course/page/player/coder/arithmetic.js'
import { RADIX, toBytes, toLetters } from '../../../course/page/player/coder/letters.js'
import { squash, stretch } from '../../../course/page/player/coder/logistic.js'
import { CODES, ESC, LENGTHS, toSymbols } from '../../../course/page/player/coder/symbols.js'
import { alphabets } from './samples.js'

test('bytes come back from letters', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom(...alphabets), (bytes, alphabet) => {
      const radix = RADIX[alphabet]
      assert.deepEqual(bytes, toBytes(toLetters(bytes, radix), radix))
    }),
  )
})

test('letters grow by a third in base64url and by a quarter in base85', () => {
  const bytes = new Uint8Array(1200)
  assert.equal(1600, toLetters(bytes, RADIX.base64url).length)
  assert.equal(1500, toLetters(bytes, RADIX.base85).length)
})

test('bits come back from the arithmetic coder whatever was predicted', () => {
  const decision = fc.tuple(fc.integer({ min: 1, max: 65535 }), fc.integer({ min: 0, max: 1 }))
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 300 }), (decisions) => {
      const encoder = new Encoder()
      for (const [probability, bit] of decisions) encoder.code(probability, bit)
      const decoder = new Decoder(encoder.finish())
      for (const [probability, bit] of decisions) assert.equal(bit, decoder.code(probability))
      assert.equal(false, decoder.overrun)
    }),
  )
})

test('the codes of the symbols fill the tree exactly', () => {
  const share = LENGTHS.reduce((sum, length) => sum + 2 ** -length, 0)
  assert.equal(1, share)
  assert.equal(CODES.length, new Set(CODES.map((code, i) => code + (2 << (LENGTHS[i] ?? 0)))).size)
})

test('a capital is a sign and its small letter, other scripts are escaped', () => {
  const [small] = toSymbols('é')
  assert.deepEqual([0, small], toSymbols('É'))
  assert.deepEqual([ESC, ~0x1f642, ESC, ~0xd83d], toSymbols('🙂\ud83d'))
})

test('stretch is the inverse of squash', () => {
  for (let p = 64; p < 65472; p += 64) {
    assert.ok(Math.abs(squash(stretch(p)) - p) <= 256, `${p}`)
  }
})
