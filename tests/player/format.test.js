import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import fc from 'fast-check'

import * as coder from '../../course/page/player/coder/coder.js'
import { coded, needsCoder, nothing, plain, read } from '../../course/page/player/format.js'
import { put } from '../../course/page/player/state.js'
import { kept } from './support/states.js'

const difficult = Object.entries(
  JSON.parse(readFileSync('tests/player/data/antwoorden.json', 'utf8')),
)
/** @type {Array<{name: string, code: string, state: object}>} */
const vectors = JSON.parse(readFileSync('tests/player/data/states.json', 'utf8'))
const alphabets = /** @type {const} */ (['base64url', 'base85'])

const full = {
  ...nothing(),
  state: difficult.reduce(
    (state, [id, text]) => put(state, id, { text, at: 1_790_000_000_000 }),
    nothing().state,
  ),
}

/** Every way in which an LMS was seen to spoil what it hands back. */
const spoilers = {
  'HTML-escaped': (/** @type {string} */ text) =>
    text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  'with spaces for plusses': (/** @type {string} */ text) => text.replaceAll('+', ' '),
  'percent-decoded': (/** @type {string} */ text) => decodeURIComponent(text),
  'with other line ends': (/** @type {string} */ text) => text.replace(/\r?\n/g, '\r\n'),
  trimmed: (/** @type {string} */ text) => text.trim(),
  'with doubled backslashes': (/** @type {string} */ text) => text.replaceAll('\\', '\\\\'),
  'through a line of script': (/** @type {string} */ text) => Function(`return "${text}"`)(),
  'through a template': (/** @type {string} */ text) => 'x'.replace('x', text),
  'as Latin-1': (/** @type {string} */ text) => Buffer.from(text, 'latin1').toString('latin1'),
}

test('any state comes back from plain text', () => {
  fc.assert(fc.property(kept, (state) => assert.deepEqual(state, read(plain(state), null))))
})

for (const alphabet of alphabets) {
  test(`any state comes back from the coder's ${alphabet}`, () => {
    fc.assert(
      fc.property(kept, (state) =>
        assert.deepEqual(state, read(coded(state, coder, alphabet), coder)),
      ),
      { numRuns: 40 },
    )
  })
}

test('plain text is printable ASCII', () => {
  fc.assert(fc.property(kept, (state) => assert.match(plain(state), /^[\x20-\x7e]*$/)))
})

for (const [how, spoil] of Object.entries(spoilers)) {
  test(`difficult answers come back whole ${how}`, () => {
    assert.deepEqual(full, read(spoil(plain(full)), null))
    assert.deepEqual(full, read(spoil(coded(full, coder, 'base64url')), coder))
  })
}

test('any single change to plain text is noticed', () => {
  const code = plain(full)
  fc.assert(
    fc.property(fc.nat(code.length - 1), fc.stringMatching(/^[\x20-\x7e]$/), (place, letter) => {
      fc.pre(code[place] !== letter)
      assert.equal(null, read(code.slice(0, place) + letter + code.slice(place + 1), coder))
    }),
    { numRuns: 300 },
  )
})

test('what was cut is not taken for a shorter answer', () => {
  const code = plain(full)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: code.length - 1 }), (length) => {
      assert.equal(null, read(code.slice(0, length), coder))
    }),
  )
})

test('what another program left is not readable', () => {
  for (const code of ['{"a":1}', '1', 'p', 'pfeature', 'null', 'D', 'Zabc', ' '])
    assert.equal(null, read(code, coder), code)
})

test('the coder is asked for only where its letters stand', () => {
  assert.equal(false, needsCoder(''))
  assert.equal(false, needsCoder(plain(full)))
  assert.equal(true, needsCoder(coded(full, coder, 'base85')))
  assert.equal(null, read(coded(full, coder, 'base85'), null))
})

test('nothing is stored before the first visit', () => {
  assert.deepEqual(nothing(), read('', null))
})

test('what is more than the coder takes is left to plain text', () => {
  const state = put(nothing().state, 'v', { text: 'a'.repeat(300_000), at: 0 })
  assert.equal('', coded({ ...nothing(), state }, coder, 'base64url'))
})

for (const { name, code, state } of vectors) {
  test(`what an earlier version wrote stays readable: ${name}`, () => {
    const found = read(code, coder)
    assert.deepEqual(
      state,
      found &&
        JSON.parse(
          JSON.stringify(found, (_, value) => (value instanceof Map ? [...value] : value)),
        ),
    )
  })
}
