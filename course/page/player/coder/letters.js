/**
 * Bytes as printable ASCII.
 *
 * base64url (RFC 4648, section 5) passes everywhere untouched: 6 bits a letter.
 * base85 puts 4 bytes into 5 letters, 6.4 bits each, from an alphabet without
 * space, quotes, `& < > \ % + =`, so that nothing is escaped in JSON, XML, SQL
 * or a posted form. Both leave the last group short instead of padding it.
 */

/** @typedef {'base64url' | 'base85'} Alphabet */

/**
 * @typedef {object} Radix
 * @property {string} letters
 * @property {number} bytes in a whole group
 * @property {number} size letters in a whole group
 */

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** @type {Readonly<Record<Alphabet, Radix>>} */
export const RADIX = {
  base64url: { letters: `${ALPHANUMERIC}-_`, bytes: 3, size: 4 },
  base85: { letters: `${ALPHANUMERIC}!#$()*,-./:;?@[]^_\`{|}~`, bytes: 4, size: 5 },
}

/**
 * Exact on every engine, which `**` is not bound to be.
 *
 * @param {number} base
 * @param {number} exponent
 * @returns {number}
 */
export const power = (base, exponent) => (exponent > 0 ? base * power(base, exponent - 1) : 1)

/**
 * @param {number} value
 * @param {number} size how many letters
 * @param {string} letters
 * @returns {string} the value in that radix, highest digit first
 */
export function digits(value, size, letters) {
  let text = ''
  for (let rest = value; text.length < size; rest = Math.floor(rest / letters.length)) {
    text = letters.charAt(rest % letters.length) + text
  }
  return text
}

/**
 * A short last group of n bytes takes n + 1 letters: enough in either radix.
 *
 * @param {Uint8Array} bytes
 * @param {Radix} radix
 * @returns {string}
 */
export function toLetters(bytes, radix) {
  let text = ''
  for (let i = 0; i < bytes.length; i += radix.bytes) {
    const group = bytes.subarray(i, i + radix.bytes)
    const value = group.reduce((sum, byte) => sum * 256 + byte, 0)
    text += digits(value, group.length + radix.size - radix.bytes, radix.letters)
  }
  return text
}

/**
 * @param {string} text
 * @param {Radix} radix
 * @returns {Uint8Array | null} null when a letter or a group is impossible
 */
export function toBytes(text, radix) {
  /** @type {number[]} */
  const bytes = []
  for (let i = 0; i < text.length; i += radix.size) {
    const group = text.slice(i, i + radix.size)
    const size = group.length - radix.size + radix.bytes
    const value = valueOf(group, radix.letters)
    if (value === null || size < 1 || value >= power(256, size)) return null
    for (let k = size - 1; k >= 0; k--) bytes.push(Math.floor(value / power(256, k)) % 256)
  }
  return Uint8Array.from(bytes)
}

/**
 * @param {string} group
 * @param {string} letters
 * @returns {number | null}
 */
function valueOf(group, letters) {
  let value = 0
  for (const letter of group) {
    const digit = letters.indexOf(letter)
    if (digit < 0) return null
    value = value * letters.length + digit
  }
  return value
}
