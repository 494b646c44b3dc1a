import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import * as coder from '../../../course/page/player/coder/coder.js'
import { alphabets, answers, reflections } from './samples.js'

const { SEPARATOR, decode, encode } = coder

const HOSTILE = { timeout: 60_000 }

/** Any UTF-16, and Dutch between it. */
const anyText = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      {
        weight: 2,
        arbitrary: fc.constantFrom('De ', 'gemeente', '. ', 'ÀÉÞ×', SEPARATOR, '\r\n', '\0', '🙂'),
      },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

const anyAlphabet = fc.constantFrom(...alphabets)

/** @param {string} text @param {number} i @param {string} letter */
const replaced = (text, i, letter) => text.slice(0, i) + letter + text.slice(i + 1)

test('the public names are these', () => {
  assert.deepEqual(['SEPARATOR', 'decode', 'encode', 'prime', 'primeNow'], Object.keys(coder))
})

for (const alphabet of alphabets) {
  test(`every difficult answer comes back from ${alphabet}`, () => {
    for (const [name, text] of Object.entries(answers)) {
      assert.equal(text, decode(encode(text, alphabet)), name)
    }
  })

  test(`all of them in one text come back from ${alphabet}`, () => {
    const text = ['1,0,2', ...reflections, ...Object.values(answers)].join(SEPARATOR)
    assert.equal(text, decode(encode(text, alphabet)))
  })
}

test('any UTF-16 comes back, lone surrogates included', () => {
  fc.assert(
    fc.property(anyText, anyAlphabet, (text, alphabet) => decode(encode(text, alphabet)) === text),
    { numRuns: 300 },
  )
})

test('a code is printable ASCII that no carrier escapes', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.match(encode(text, 'base64url'), /^A[\w-]{3,}$/)
      assert.match(encode(text, 'base85'), /^B[^\s"'&<>\\%+=\u007f-\uffff]{3,}$/)
    }),
    { numRuns: 50 },
  )
})

test('what was coded before leaves no trace', () => {
  const [first = '', second = ''] = reflections
  const alone = encode(second, 'base64url')
  encode(first, 'base64url')
  decode('Aonzin')
  assert.equal(alone, encode(second, 'base64url'))
})

test('a changed letter is found', HOSTILE, () => {
  const codes = alphabets.map((alphabet) =>
    encode(reflections.slice(0, 2).join(SEPARATOR), alphabet),
  )
  const letter = fc.integer({ min: 33, max: 126 }).map((n) => String.fromCharCode(n))
  fc.assert(
    fc.property(fc.constantFrom(...codes), fc.nat(), letter, (code, place, other) => {
      const damaged = replaced(code, place % code.length, other)
      return damaged === code || decode(damaged) === null
    }),
    { numRuns: 400, seed: 17 },
  )
})

test('a missing or added end is found', () => {
  for (const alphabet of alphabets) {
    const code = encode(reflections[0] ?? '', alphabet)
    for (let length = 0; length < code.length; length++)
      assert.equal(null, decode(code.slice(0, length)))
    for (const end of ['A', 'AA', '0', '-', '\0', '\n']) assert.equal(null, decode(code + end))
  }
})

test('a code of another version, or no code at all, is null', () => {
  const code = encode('Ik weet het nog niet.', 'base64url')
  for (const letter of ['C', 'Z', 'a', '0', '{', '[', '"', ' ', '']) {
    assert.equal(null, decode(letter + code.slice(1)))
  }
  assert.equal(null, decode(''))
  assert.equal(null, decode('{"antwoorden":{}}'))
})

test('a base85 code under the letter of base64url is null', () => {
  assert.equal(null, decode(`A${encode('Ik weet het nog niet.', 'base85').slice(1)}`))
})

test('rubbish gives null and no exception', HOSTILE, () => {
  const letters = fc.constantFrom(...'ABCxyz019-_~!{}')
  const rubbish = fc.oneof(anyText, fc.string({ unit: letters, maxLength: 400 }))
  fc.assert(
    fc.property(fc.constantFrom('', 'A', 'B'), rubbish, (letter, rest) => {
      const text = decode(letter + rest)
      return text === null || alphabets.some((alphabet) => encode(text, alphabet) === letter + rest)
    }),
    { numRuns: 300 },
  )
})

test('a very long string of rubbish gives null soon', HOSTILE, () => {
  for (const letter of ['A', '_', 'Q', '0', '~']) {
    assert.equal(null, decode(`A${letter.repeat(300_000)}`))
    assert.equal(null, decode(`B${letter.repeat(300_000)}`))
  }
})

test('a text longer than can be read back is refused', () => {
  const longest = 'e'.repeat(1 << 18)
  assert.equal(longest, decode(encode(longest, 'base64url')))
  assert.throws(() => encode(`${longest}e`, 'base64url'), RangeError)
})
