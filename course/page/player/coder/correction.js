/**
 * The last word: an outcome corrected by how such outcomes turned out.
 *
 * Secondary symbol estimation (S. Osnach's SSE; "adaptive probability map" in
 * PAQ): for each context a curve from the mixed probability to the true one,
 * its knots learning from every bit.
 */

import { at16 } from './arrays.js'
import { KNOT_COUNT, ONE, between, curves } from './logistic.js'

const RATE = 6

export class Correction {
  /** @param {number} bits how many contexts, as a power of two */
  constructor(bits) {
    this.shift = 32 - bits
    this.curves = curves(1 << bits)
    this.knot = 0
  }

  /**
   * @param {number} x mixed, stretched
   * @param {number} hash of the context
   * @returns {number} the corrected probability, of 65536
   */
  correct(x, hash) {
    const place = x + 2048
    this.knot = (hash >>> this.shift) * KNOT_COUNT + (place >> 7)
    return between(this.curves, this.knot, place & 127)
  }

  /** @param {number} bit */
  update(bit) {
    this.#move(this.knot, bit)
    this.#move(this.knot + 1, bit)
  }

  /**
   * @param {number} knot
   * @param {number} bit
   */
  #move(knot, bit) {
    const value = at16(this.curves, knot)
    this.curves[knot] = value + (((bit ? ONE : 0) - value) >> RATE)
  }
}
