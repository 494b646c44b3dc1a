/**
 * Bits and their probabilities to bytes and back: binary arithmetic coding.
 *
 * A text is a number in a range that each bit narrows in proportion to its
 * probability (J. Rissanen and G. Langdon, 1979; carry-less over 32 bits as in
 * M. Mahoney's lpaq). Leading bytes on which both ends agree are written.
 */

/**
 * One side of the coder. Both have the same shape, so that one walk through the
 * model serves both.
 *
 * @typedef {object} BitCoder
 * @property {(probability: number, bit: number) => number} code probability of
 *   a 1, of 65536; the bit to encode, ignored by a decoder; returns the bit
 */

/**
 * @param {number} low
 * @param {number} high
 * @param {number} probability of a 1, 1..65535 of 65536
 * @returns {number} the last number that means 1
 */
function split(low, high, probability) {
  const range = high - low
  return low + (range >>> 16) * probability + (((range & 0xffff) * probability) >>> 16)
}

/** @implements {BitCoder} */
export class Encoder {
  #low = 0
  #high = 0xffffffff
  /** @type {number[]} */
  #bytes = []

  /**
   * @param {number} probability
   * @param {number} bit
   */
  code(probability, bit) {
    const middle = split(this.#low, this.#high, probability)
    if (bit) this.#high = middle
    else this.#low = middle + 1
    while ((this.#low ^ this.#high) >>> 24 === 0) this.#shift()
    return bit
  }

  #shift() {
    this.#bytes.push(this.#high >>> 24)
    this.#low = (this.#low << 8) >>> 0
    this.#high = ((this.#high << 8) | 0xff) >>> 0
  }

  /**
   * @returns {Uint8Array} all bytes, closed by as few as name a number in the
   *   range when zeros follow
   */
  finish() {
    for (let unit = 2 ** 32, size = 0; size <= 4; unit /= 256, size++) {
      const value = Math.ceil(this.#low / unit) * unit
      if (value <= this.#high) return Uint8Array.from([...this.#bytes, ...leading(value, size)])
    }
    throw new RangeError('an empty range')
  }
}

/**
 * @param {number} value 32 bits
 * @param {number} size
 */
const leading = (value, size) => [24, 16, 8, 0].slice(0, size).map((n) => (value >>> n) & 0xff)

/** @implements {BitCoder} */
export class Decoder {
  #low = 0
  #high = 0xffffffff
  #value = 0
  #read = 0
  #bytes

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes
    for (let i = 0; i < 4; i++) this.#value = this.#next()
  }

  /** Whether more was asked for than an encoder leaves out. */
  get overrun() {
    return this.#read > this.#bytes.length + 4
  }

  /** @param {number} probability */
  code(probability) {
    const middle = split(this.#low, this.#high, probability)
    const bit = this.#value <= middle ? 1 : 0
    if (bit) this.#high = middle
    else this.#low = middle + 1
    while ((this.#low ^ this.#high) >>> 24 === 0) this.#shift()
    return bit
  }

  #shift() {
    this.#low = (this.#low << 8) >>> 0
    this.#high = ((this.#high << 8) | 0xff) >>> 0
    this.#value = this.#next()
  }

  #next() {
    return ((this.#value << 8) | (this.#bytes[this.#read++] ?? 0)) >>> 0
  }
}
