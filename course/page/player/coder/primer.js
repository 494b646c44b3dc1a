/**
 * The primed model: Dutch is learnt before the learner types.
 *
 * The priming text travels packed by this very coder. Reading it is what primes
 * the model, for a model that has decoded a text has learnt it. That takes about
 * a tenth of a second, so it can be done in slices.
 *
 * The text is frozen: with another one, codes already stored could not be read.
 */

import { finish, reading, writing } from './codec.js'
import { RADIX, toBytes } from './letters.js'
import { Model } from './model.js'
import { PACKED } from './primed.js'

/** What comes next takes some milliseconds in one piece: a slice had better end here. */
const PAUSE = 'pause'

/** Units of text for the rehearsal: enough for an engine to compile the way out. */
const REHEARSAL = 1500

/** @type {Model | null} Never coded with, only copied. */
let primed = null

/** @type {Model | null} */
let scratch = null

/** @type {Generator<void | typeof PAUSE, void> | null} */
let underway = null

/** @returns {Generator<void | typeof PAUSE, void>} */
function* steps() {
  const model = new Model()
  yield PAUSE
  const bytes = packedBytes()
  yield PAUSE
  const text = yield* reading(model, bytes)
  primed = model
  yield PAUSE
  const copy = freshModel(model)
  yield PAUSE
  if (text !== null) yield* writing(copy, text.slice(-REHEARSAL))
}

/** @returns {Uint8Array} */
function packedBytes() {
  const bytes = toBytes(PACKED, RADIX.base85)
  if (bytes === null) throw new Error('The packed priming text is damaged.')
  return bytes
}

/** @param {Model} model */
function freshModel(model) {
  scratch ??= new Model()
  scratch.copy(model)
  return scratch
}

/**
 * Primes for as long as allowed.
 *
 * @param {number} ms
 * @returns {boolean} whether all is done, rehearsal included
 */
export function primeFor(ms) {
  const end = performance.now() + ms
  underway ??= steps()
  for (;;) {
    const { done, value } = underway.next()
    if (done) return true
    if (value === PAUSE || performance.now() >= end) return false
  }
}

/** @returns {Model} primed, at the start of a text; valid until asked for again */
export function primedModel() {
  underway ??= steps()
  while (!primed) underway.next()
  return freshModel(primed)
}

/**
 * The text as the model reads it, packed.
 *
 * @param {string} text
 * @returns {Uint8Array}
 */
export const pack = (text) => finish(writing(new Model(), text))
