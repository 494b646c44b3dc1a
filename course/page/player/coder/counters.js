/**
 * What followed each context: a hash table of adaptive counters.
 *
 * A counter is a probability (12 bits) and how often it was updated (4 bits):
 * its rate is 1/(n + 1.6), so that it begins as an average and ends, at 15, as
 * a slow follower. A context and a node of the tree lead to a bucket of eight
 * words: one to check that it is the right context, seven for the next three
 * decisions, so that one look-up serves three bits. Of two candidate buckets
 * the one less used makes way (the layout is that of PAQ6 and lpaq,
 * M. Mahoney, http://mattmahoney.net/dc/dce.html#Section_434).
 */

import { at16, at32 } from './arrays.js'
import { mix } from './hash.js'
import { ONE } from './logistic.js'

const BITS = 22
const BUCKET = 8
const MASK = (1 << BITS) - BUCKET

/** Even odds, never updated. Stored as 0, by exclusive or: an empty table need not be filled. */
const FRESH = 0x8000

/** The share of the error that a counter takes over, of 65536, by its count. */
const RATES = Int32Array.from({ length: 16 }, (_, n) => Math.floor(655360 / (10 * n + 16)))
RATES[15] = 1365

export class Counters {
  /** @param {number} contexts */
  constructor(contexts) {
    this.table = new Uint16Array(1 << BITS)
    /** By context: where its bucket begins, and the counter last read in it. */
    this.buckets = new Int32Array(contexts)
    this.values = new Int32Array(contexts)
    /** Place in all buckets: 1, then 2 or 3, then 4 to 7; 8 or more is past the end. */
    this.place = BUCKET
  }

  /** Ends the buckets: the contexts have changed. */
  leave() {
    this.place = BUCKET
  }

  /**
   * @param {Int32Array} contexts hashes
   * @param {number} node of the tree
   * @returns {Int32Array} the counter of each context at this node
   */
  read(contexts, node) {
    if (this.place >= BUCKET) this.#find(contexts, node)
    const { table, buckets, values, place } = this
    for (let i = 0; i < buckets.length; i++) {
      values[i] = at16(table, at32(buckets, i) + place) ^ FRESH
    }
    return values
  }

  /** @param {number} bit the one that came after `read` */
  update(bit) {
    const { table, buckets, values, place } = this
    const target = bit ? ONE : 0
    for (let i = 0; i < buckets.length; i++) {
      const value = at32(values, i)
      const count = value & 15
      const moved = value + (((target - value) * at32(RATES, count)) >> 16)
      table[at32(buckets, i) + place] = ((moved & 0xfff0) | (count < 15 ? count + 1 : 15)) ^ FRESH
    }
    this.place = 2 * place + bit
  }

  /**
   * @param {Int32Array} contexts
   * @param {number} node
   */
  #find(contexts, node) {
    const { table, buckets } = this
    for (let i = 0; i < buckets.length; i++) {
      buckets[i] = bucket(table, mix(at32(contexts, i), node))
    }
    this.place = 1
  }
}

/**
 * @param {Uint16Array} table
 * @param {number} hash of a context and a node
 * @returns {number} where its bucket begins
 */
function bucket(table, hash) {
  const check = hash & 0xffff
  const first = ((hash >>> 10) << 3) & MASK
  if (at16(table, first) === check) return first
  const second = first ^ BUCKET
  if (at16(table, second) === check) return second
  const spare = used(table, first) > used(table, second) ? second : first
  table[spare] = check
  for (let i = 1; i < BUCKET; i++) table[spare + i] = 0
  return spare
}

/**
 * @param {Uint16Array} table
 * @param {number} start of a bucket
 */
const used = (table, start) => at16(table, start + 1) & 15
