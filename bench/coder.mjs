/**
 * How much Dutch fits in 4,096 characters, and what it costs: `node bench/coder.mjs`.
 *
 * The text is 17 reflections that no dictionary was made from, cut in proportion until they fit.
 * Times are medians of one run, warmed up, and mean something only as ratios within it.
 */

import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'

import lzString from 'lz-string'

import * as coder from '../course/page/player/coder/coder.js'
import { primingText } from '../course/page/player/coder/pack.mjs'

const ROOM = 4096
const RUNS = 15

/** @type {string[]} */
const answers = JSON.parse(
  readFileSync(new URL('../tests/player/data/reflecties.json', import.meta.url), 'utf8'),
)
const whole = answers.join(coder.SEPARATOR)
const dictionary = Buffer.from(primingText())

/** @param {string} text */
const asciiJson = (text) =>
  JSON.stringify(text.split(coder.SEPARATOR)).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** @param {string} text @param {object} [options] */
const deflated = (text, options) =>
  deflateRawSync(Buffer.from(text), { level: 9, ...options }).toString('base64url')

/** By name: what encodes, and the bits that one letter of its code holds. */
const methods = {
  'JSON, ASCII': { encode: asciiJson, bits: 8 },
  'lz-string, URI-safe': { encode: lzString.compressToEncodedURIComponent, bits: 6 },
  'raw deflate, base64url': { encode: (text) => deflated(text), bits: 6 },
  'deflate + priming text': { encode: (text) => deflated(text, { dictionary }), bits: 6 },
  'ours, base64url': { encode: (text) => coder.encode(text, 'base64url'), bits: 6 },
  'ours, base85': { encode: (text) => coder.encode(text, 'base85'), bits: 6.4 },
}

/** @param {number} share of each answer, 0..1 */
const cut = (share) =>
  answers.map((answer) => answer.slice(0, Math.floor(answer.length * share))).join(coder.SEPARATOR)

/** @param {(text: string) => string} encode @returns {string} how many characters fit */
function fitting(encode) {
  if (encode(whole).length <= ROOM) return `>= ${whole.length}`
  let [fits, tooMuch] = [0, 1]
  while (tooMuch - fits > 1e-4) {
    const middle = (fits + tooMuch) / 2
    if (encode(cut(middle)).length <= ROOM) fits = middle
    else tooMuch = middle
  }
  return String(cut(fits).length)
}

/** @param {() => unknown} work @returns {number} ms, the median */
function time(work) {
  for (let i = 0; i < RUNS; i++) work()
  const times = Array.from({ length: RUNS }, () => stopwatch(work)).sort((a, b) => a - b)
  return times[RUNS >> 1] ?? 0
}

/** @param {() => unknown} work */
function stopwatch(work) {
  const start = performance.now()
  work()
  return performance.now() - start
}

const primeMs = stopwatch(coder.primeNow)
const baseline = time(() => lzString.compressToEncodedURIComponent(whole))

console.log(`${whole.length} characters in ${answers.length} answers; times in ms\n`)
console.table(
  Object.fromEntries(
    Object.entries(methods).map(([name, { encode, bits }]) => {
      const ms = time(() => encode(whole))
      const row = {
        'bits/character': ((encode(whole).length * bits) / whole.length).toFixed(2),
        [`fit in ${ROOM}`]: fitting(encode),
        encode: ms.toFixed(1),
        'x lz-string': (ms / baseline).toFixed(1),
        prime: name.startsWith('ours') ? primeMs.toFixed(0) : '0',
      }
      return [name, row]
    }),
  ),
)
console.log(`priming is ${(primeMs / baseline).toFixed(0)} x one encode of lz-string`)
