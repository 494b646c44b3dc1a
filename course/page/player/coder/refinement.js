/**
 * What a counter is worth: its probability as experience corrects it.
 *
 * "Once seen, then a 1" may mean 70 % in one kind of context and 95 % in
 * another. So each context has a map from the counter, its upper six bits and
 * its count, to the probability that such counters proved to have (an indirect
 * model, as PAQ's StateMap).
 */

import { at32 } from './arrays.js'
import { stretch } from './logistic.js'

const STATES = 1024
const SURE = 250
const COUNT = 1023

/** Rates by the number of updates, of 65536: an average at first. */
const RATES = Int32Array.from({ length: SURE + 1 }, (_, n) => Math.floor(655360 / (10 * n + 76)))

/** @param {number} counter */
const state = (counter) => ((counter >> 10) << 4) | (counter & 15)

export class Refinement {
  /** @param {number} contexts */
  constructor(contexts) {
    /** A probability in 22 bits and how often it was updated in 10; first what the counter says. */
    this.map = Int32Array.from(
      { length: contexts * STATES },
      (_, i) => (((i % STATES) >> 4) << 26) + (1 << 25),
    )
    /** By context: the entry last asked for. */
    this.entries = new Int32Array(contexts)
  }

  /**
   * @param {Int32Array} counters by context
   * @param {Int32Array} inputs takes the stretched probabilities; 0 for a context that is new
   * @returns {number} a bit for each context that is not new
   */
  refine(counters, inputs) {
    const { map, entries } = this
    let seen = 0
    for (let i = 0; i < entries.length; i++) {
      const counter = at32(counters, i)
      const known = (counter & 15) > 0
      const entry = i * STATES + state(counter)
      entries[i] = entry
      inputs[i] = known ? stretch(at32(map, entry) >>> 16) : 0
      seen |= Number(known) << i
    }
    return seen
  }

  /** @param {number} bit the one that came after `refine` */
  update(bit) {
    const { map, entries } = this
    const target = bit ? 0x3fffff : 0
    for (let i = 0; i < entries.length; i++) {
      const entry = at32(entries, i)
      const word = at32(map, entry)
      const count = word & COUNT
      const probability = word >>> 10
      const moved = probability + (Math.imul((target - probability) >> 6, at32(RATES, count)) >> 10)
      map[entry] = (moved << 10) | (count < SURE ? count + 1 : SURE)
    }
  }
}
