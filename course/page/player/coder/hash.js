/**
 * Hashes in 32-bit integers; Math.imul gives the same bits on every engine.
 */

/**
 * Folds a value into a hash and stirs it: multiply by an odd number, fold the
 * upper bits down, twice.
 *
 * @param {number} hash
 * @param {number} value
 * @returns {number} 32 bits
 */
export const mix = (hash, value) => {
  let h = Math.imul(hash ^ (value + 0x51ed270b), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x68bc21eb)
  return h ^ (h >>> 14)
}

/**
 * FNV-1a over UTF-16 units
 * (https://datatracker.ietf.org/doc/draft-eastlake-fnv/), folded so that the
 * lower bits, which the caller keeps, have seen the upper ones.
 *
 * @param {string} text
 * @returns {number} 0..2^32-1
 */
export function checksum(text) {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h ^ (h >>> 15)) >>> 0
}
