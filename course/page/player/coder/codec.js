/**
 * A text through the model to bytes, and back.
 *
 * Both are generators that pause every few symbols, so that whoever runs them
 * decides how long to stay busy; `finish` runs one to its end.
 */

import { at32 } from './arrays.js'
import { Decoder, Encoder } from './arithmetic.js'
import { CAP, CODES, END, ESC, LENGTHS, TREE, toCharacter, toSymbols } from './symbols.js'

/** Symbols between two pauses: about a tenth of a millisecond. */
const STEP = 16

/** Longest text that is read or written, in UTF-16 units: some tens of times what 4,096 letters hold. */
export const MAX_UNITS = 1 << 18

/**
 * Codes one symbol, bit by bit down the tree.
 *
 * @param {import('./model.js').Model} model
 * @param {import('./arithmetic.js').BitCoder} coder
 * @param {number} wanted ignored when decoding
 * @returns {number} the symbol
 */
function codeSymbol(model, coder, wanted) {
  const code = at32(CODES, wanted)
  let left = at32(LENGTHS, wanted)
  let node = 0
  do {
    left--
    const bit = coder.code(model.predict(node), (code >> left) & 1)
    model.update(bit)
    node = at32(TREE, 2 * node + bit)
  } while (node > 0)
  model.push(~node)
  return ~node
}

/**
 * @param {import('./model.js').Model} model
 * @param {string} text
 * @returns {Generator<void, Uint8Array>}
 */
export function* writing(model, text) {
  const encoder = new Encoder()
  let steps = 0
  model.begin()
  for (const symbol of [...toSymbols(text), END]) {
    if (symbol < 0) model.escapes.code(encoder, ~symbol)
    else codeSymbol(model, encoder, symbol)
    if (++steps % STEP === 0) yield
  }
  return encoder.finish()
}

/**
 * Damaged bytes give null or some other text; that one is for a checksum to see.
 *
 * @param {import('./model.js').Model} model
 * @param {Uint8Array} bytes
 * @returns {Generator<void, string | null>}
 */
export function* reading(model, bytes) {
  const decoder = new Decoder(bytes)
  let text = ''
  let capital = false
  model.begin()
  for (let steps = 1; text.length <= MAX_UNITS && !decoder.overrun; steps++) {
    const symbol = codeSymbol(model, decoder, 0)
    if (symbol === END) return decoder.overrun ? null : text
    if (symbol === ESC) {
      const codePoint = model.escapes.code(decoder, 0)
      if (codePoint > 0x10ffff) return null
      text += String.fromCodePoint(codePoint)
    } else if (symbol !== CAP) text += toCharacter(symbol, capital)
    else if (capital) return null
    capital = symbol === CAP
    if (steps % STEP === 0) yield
  }
  return null
}

/**
 * @template T
 * @param {Generator<void, T>} steps
 * @returns {T}
 */
export function finish(steps) {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}
