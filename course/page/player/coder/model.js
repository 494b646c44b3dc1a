/**
 * The model: how likely is it that the next bit is a 1?
 *
 * PAQ-style context mixing (M. Mahoney, "Data Compression Explained", chapter
 * 4.3, http://mattmahoney.net/dc/dce.html). Seven contexts look up what followed
 * them before (counters), each answer is corrected by experience (refinement),
 * a mixer weighs them, two maps correct the outcome, and afterwards all of them
 * learn the bit that came. Encoder and decoder run the same model over the same
 * bits and so agree without a word about it. Everything is an integer: the same
 * text gives the same bits on every engine.
 */

import { at32 } from './arrays.js'
import { Correction } from './correction.js'
import { Counters } from './counters.js'
import { Escapes } from './escapes.js'
import { mix } from './hash.js'
import { CONTEXTS, History } from './history.js'
import { squash } from './logistic.js'
import { Mixer } from './mixer.js'
import { Refinement } from './refinement.js'
import { NODES, SYMBOLS } from './symbols.js'

/** Of the contexts, those by order and the two of the word, for the mixer's choice. */
const ORDERS = 0b00001111
const WORD = 4

/** No bit is ever more certain than this, of 65536. */
const FLOOR = 24

const LONGEST_WORD = 7

export class Model {
  constructor() {
    this.history = new History()
    this.counters = new Counters(CONTEXTS)
    this.refinement = new Refinement(CONTEXTS)
    this.mixer = new Mixer(CONTEXTS + 1, [5 * 4, 8 * 3, NODES, SYMBOLS])
    this.mixer.inputs[CONTEXTS] = 256
    this.byOne = new Correction(13)
    this.byTwo = new Correction(12)
    this.escapes = new Escapes()
    /** What the mixer said, of 65536. */
    this.mixed = 0
  }

  /** Starts a text of its own; what was learnt stays. */
  begin() {
    this.history = new History()
    this.counters.leave()
  }

  /** @param {number} symbol the one that came */
  push(symbol) {
    this.history.push(symbol)
    this.counters.leave()
  }

  /**
   * @param {number} node of the tree
   * @returns {number} the probability of a 1, of 65536
   */
  predict(node) {
    const counters = this.counters.read(this.history.contexts, node)
    this.#select(node, this.refinement.refine(counters, this.mixer.inputs))
    const x = this.mixer.mix()
    this.mixed = squash(x)
    const probability = (2 * this.mixed + this.#corrected(x, node)) >> 2
    return probability < FLOOR ? FLOOR : probability > 65536 - FLOOR ? 65536 - FLOOR : probability
  }

  /** @param {number} bit the one that came after `predict` */
  update(bit) {
    this.mixer.update(this.mixed, bit)
    this.byOne.update(bit)
    this.byTwo.update(bit)
    this.refinement.update(bit)
    this.counters.update(bit)
  }

  /**
   * @param {number} node
   * @param {number} seen
   */
  #select(node, seen) {
    const { capital, last, letters } = this.history
    const known = ones(seen & ORDERS) * 4 + ((seen >> WORD) & 3)
    const inWord = Math.min(LONGEST_WORD, letters) * 3 + capital
    this.mixer.select(known, inWord, node, at32(last, 0))
  }

  /**
   * @param {number} x
   * @param {number} node
   * @returns {number} the sum of both corrections
   */
  #corrected(x, node) {
    const { contexts } = this.history
    return (
      this.byOne.correct(x, mix(at32(contexts, 0), node)) +
      this.byTwo.correct(x, mix(at32(contexts, 1), node))
    )
  }

  /**
   * Takes over all that another model has learnt.
   *
   * @param {Model} other
   */
  copy(other) {
    const theirs = other.#learnt()
    this.#learnt().forEach((array, i) => array.set(theirs[i] ?? []))
    this.begin()
  }

  #learnt() {
    return [
      this.counters.table,
      this.refinement.map,
      this.mixer.weights,
      this.byOne.curves,
      this.byTwo.curves,
      this.escapes.probabilities,
    ]
  }
}

/** @param {number} bits of which four count */
const ones = (bits) => (bits & 1) + ((bits >> 1) & 1) + ((bits >> 2) & 1) + ((bits >> 3) & 1)
