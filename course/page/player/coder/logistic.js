/**
 * Probabilities on two scales, in integers only.
 *
 * A context-mixing compressor adds up evidence in the logistic domain:
 * stretch(p) = ln(p / (1 - p)), and back again by squash, its inverse
 * (M. Mahoney, "Adaptive Weighing of Context Models for Lossless Data
 * Compression", 2005). Here a probability is 1..65535 out of 65536 and a
 * stretched one -2047..2047, where 256 stands for one natural unit.
 *
 * Math.exp may differ in its last digit from engine to engine and a coder may
 * not differ by one bit, so the curve is written down: 33 knots, half a unit
 * apart, with straight lines between them.
 */

import { at16, at32 } from './arrays.js'

/** Certainty: the target of a bit that was 1. */
export const ONE = 65535

const LIMIT = 2047

/** 65536 / (1 + e^-x) for x = -8, -7.5 … 8, rounded. */
// prettier-ignore
const KNOTS = Uint16Array.of(
  22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768,
  40793, 47911, 53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476,
  65500, 65514,
)

/** Knots of a curve. */
export const KNOT_COUNT = KNOTS.length

/**
 * @param {number} count
 * @returns {Uint16Array} that many curves in a row, for a table that learns its own
 */
export function curves(count) {
  const table = new Uint16Array(count * KNOT_COUNT)
  for (let i = 0; i < table.length; i += KNOT_COUNT) table.set(KNOTS, i)
  return table
}

/**
 * @param {Uint16Array} table curves
 * @param {number} knot index of the knot below
 * @param {number} part 0..127, how far towards the next
 * @returns {number} the value between the two
 */
export const between = (table, knot, part) =>
  (at16(table, knot) * (128 - part) + at16(table, knot + 1) * part) >> 7

/** By x + 2047. */
const squashed = Int32Array.from({ length: 2 * LIMIT + 1 }, (_, i) =>
  between(KNOTS, (i + 1) >> 7, (i + 1) & 127),
)

/** The inverse, for probabilities in steps of 1/4096: the first x that reaches it. */
const stretched = new Int32Array(4096).fill(LIMIT)
for (let x = -LIMIT, p = 0; x <= LIMIT; x++) {
  for (; p <= at32(squashed, x + LIMIT) >> 4; p++) stretched[p] = x
}

/**
 * @param {number} x any integer
 * @returns {number} x within -2047..2047
 */
export const clamp = (x) => (x > LIMIT ? LIMIT : x < -LIMIT ? -LIMIT : x)

/**
 * @param {number} x stretched, -2047..2047
 * @returns {number} the probability, of 65536
 */
export const squash = (x) => at32(squashed, x + LIMIT)

/**
 * @param {number} p of 65536
 * @returns {number} stretched, -2047..2047
 */
export const stretch = (p) => at32(stretched, p >> 4)
