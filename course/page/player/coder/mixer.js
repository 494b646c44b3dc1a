/**
 * Weighing the predictions: a small neural network, one neuron wide.
 *
 * Each input is a stretched probability, the output squash(sum of weight times
 * input), and after each bit every weight moves along its input by the error of
 * the output: gradient descent on coding cost (Mahoney 2005, see logistic.js;
 * C. Mattern, "Mixing Strategies in Data Compression", 2012). Which weights are
 * right depends on the situation, so a weight is the sum of several, one from
 * each selected set.
 */

import { at32 } from './arrays.js'
import { ONE, clamp } from './logistic.js'

/** A weight of one. The first set starts with 7/3 shared out over its inputs, the others at zero. */
const UNIT = 65536

/** How fast the first set learns and how fast the others, in sixteenths. */
const RATE_FIRST = 3
const RATE_OTHERS = 2

export class Mixer {
  /**
   * @param {number} inputs the last of them a constant
   * @param {readonly [number, number, number, number]} sizes how many sets to choose from, by selector
   */
  constructor(inputs, sizes) {
    this.inputs = new Int32Array(inputs)
    this.weights = new Int32Array(inputs * sum(sizes))
    this.weights.fill(Math.floor((UNIT * 7) / (3 * (inputs - 1))), 0, inputs * sizes[0])
    /** Where each selector's sets begin, and the selected ones. */
    this.offsets = Int32Array.from(sizes, (_, i) => inputs * sum(sizes.slice(0, i)))
    this.a = this.b = this.c = this.d = 0
  }

  /**
   * Chooses a set for each selector.
   *
   * @param {number} a
   * @param {number} b
   * @param {number} c
   * @param {number} d
   */
  select(a, b, c, d) {
    const { inputs, offsets } = this
    this.a = at32(offsets, 0) + a * inputs.length
    this.b = at32(offsets, 1) + b * inputs.length
    this.c = at32(offsets, 2) + c * inputs.length
    this.d = at32(offsets, 3) + d * inputs.length
  }

  /** @returns {number} stretched */
  mix() {
    const { inputs, weights, a, b, c, d } = this
    let total = 0
    for (let i = 0; i < inputs.length; i++) {
      const first = at32(weights, a + i) + at32(weights, b + i)
      const weight = first + at32(weights, c + i) + at32(weights, d + i)
      total += Math.imul(weight, at32(inputs, i)) >> 8
    }
    return clamp(total >> 8)
  }

  /**
   * @param {number} probability what came out, of 65536
   * @param {number} bit the one that came
   */
  update(probability, bit) {
    const { inputs, weights, a, b, c, d } = this
    const error = (bit ? ONE : 0) - probability
    for (let i = 0; i < inputs.length; i++) {
      const first = step(at32(inputs, i), (RATE_FIRST * error) >> 4)
      const other = step(at32(inputs, i), (RATE_OTHERS * error) >> 4)
      weights[a + i] = at32(weights, a + i) + first
      weights[b + i] = at32(weights, b + i) + other
      weights[c + i] = at32(weights, c + i) + other
      weights[d + i] = at32(weights, d + i) + other
    }
  }
}

/**
 * @param {number} input
 * @param {number} error
 * @returns {number} rounded, so that small errors do not all pull one way
 */
const step = (input, error) => (Math.imul(input, error) + 0x4000) >> 15

/** @param {readonly number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
