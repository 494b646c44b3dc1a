/**
 * Code points outside the alphabet: three groups of seven bits, each bit with a
 * probability of its own in the context of the bits and groups before it. A
 * second letter of the same script costs little more than its last group.
 */

import { at16 } from './arrays.js'
import { ONE } from './logistic.js'

const BITS = 7
const GROUP = 1 << BITS
const RATE = 3

export class Escapes {
  constructor() {
    /** By group (three), by what the earlier groups come to, by the bits so far. */
    this.probabilities = new Uint16Array(3 * GROUP * GROUP).fill(0x8000)
  }

  /**
   * @param {import('./arithmetic.js').BitCoder} coder
   * @param {number} codePoint ignored when decoding
   * @returns {number} the code point, decoded or the same
   */
  code(coder, codePoint) {
    let result = 0
    for (let group = 0, earlier = 0; group < 3; group++) {
      const wanted = (codePoint >> ((2 - group) * BITS)) & (GROUP - 1)
      const part = this.#codeGroup(coder, (group * GROUP + earlier) * GROUP, wanted)
      result = (result << BITS) | part
      earlier = (earlier * 37 + part) & (GROUP - 1)
    }
    return result
  }

  /**
   * @param {import('./arithmetic.js').BitCoder} coder
   * @param {number} base
   * @param {number} wanted
   */
  #codeGroup(coder, base, wanted) {
    let node = 1
    for (let left = BITS - 1; left >= 0; left--) {
      const bit = coder.code(at16(this.probabilities, base + node), (wanted >> left) & 1)
      this.#learn(base + node, bit)
      node = 2 * node + bit
    }
    return node - GROUP
  }

  /**
   * @param {number} i
   * @param {number} bit
   */
  #learn(i, bit) {
    const probability = at16(this.probabilities, i)
    this.probabilities[i] = probability + (((bit ? ONE : 64) - probability) >> RATE)
  }
}
