/**
 * What stood before: the contexts in which the next symbol is predicted.
 *
 * Seven views of the same past, each hashed to 32 bits: the last 1, 2, 3 and 5
 * symbols, as in PPM (J. Cleary and I. Witten, 1984), the word so far, alone or
 * with the word before it or the one before that. CAP leaves no trace in the past
 * itself; a flag beside it says that a capital comes, or that the word began with
 * one.
 */

import { at32 } from './arrays.js'
import { mix } from './hash.js'
import { CAP, IN_WORD, SYMBOLS, toSymbols } from './symbols.js'

/** How many contexts there are. */
export const CONTEXTS = 7

const [SPACE = 0, NEWLINE = 0, SEPARATOR = 0] = toSymbols(' \n\u001f')

/** Values of `capital`. */
const SMALL = 0
const NEXT_IS_CAPITAL = 1
const CAPITALISED = 2

/** Keeps the hash of a sign apart from that of a word. */
const SIGN = 1234

export class History {
  constructor() {
    /** Hashes of the contexts. */
    this.contexts = new Int32Array(CONTEXTS)
    /** The last five symbols, latest first. */
    this.last = new Int32Array(5).fill(NEWLINE)
    /** Hash of the word so far; the two words, or signs, before it. */
    this.word = 0
    this.previous = mix(SIGN, NEWLINE)
    this.beforePrevious = 0
    /** Letters in the word so far. */
    this.letters = 0
    this.capital = SMALL
    this.#hash()
  }

  /** @param {number} symbol */
  push(symbol) {
    if (symbol === CAP) this.capital = NEXT_IS_CAPITAL
    else this.#pushVisible(symbol === SEPARATOR ? NEWLINE : symbol)
    this.#hash()
  }

  /** @param {number} symbol */
  #pushVisible(symbol) {
    for (let i = 4; i > 0; i--) this.last[i] = at32(this.last, i - 1)
    this.last[0] = symbol
    if (at32(IN_WORD, symbol) === 1) this.#pushLetter(symbol)
    else this.#endWord(symbol)
  }

  /** @param {number} symbol */
  #pushLetter(symbol) {
    this.word = mix(this.word, symbol + 1)
    this.letters++
    if (this.capital === NEXT_IS_CAPITAL) this.capital = CAPITALISED
  }

  /** @param {number} symbol a space, or a sign, which then counts as a word */
  #endWord(symbol) {
    if (this.letters > 0) this.#shift(this.word)
    if (symbol !== SPACE) this.#shift(mix(SIGN, symbol))
    this.word = this.letters = 0
    this.capital = SMALL
  }

  /** @param {number} word */
  #shift(word) {
    this.beforePrevious = this.previous
    this.previous = word
  }

  #hash() {
    const { contexts, last } = this
    let order = this.capital + 1
    let plain = 7
    for (let i = 0; i < 5; i++) {
      const symbol = at32(last, i)
      order = mix(order, symbol + i * SYMBOLS)
      plain = mix(plain, symbol)
      if (i < 3) contexts[i] = mix(order, i)
    }
    const word = mix(this.word, this.capital + 77)
    contexts[3] = mix(plain, 3)
    contexts[4] = mix(word, 4)
    contexts[5] = mix(mix(word, this.previous), 5)
    contexts[6] = mix(mix(word, this.beforePrevious), 6)
  }
}
