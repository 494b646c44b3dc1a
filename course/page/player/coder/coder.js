/**
 * Dutch prose in little room: some 12,000 characters in 4,096 letters of ASCII.
 *
 * SCORM 1.2 gives a course 4,096 characters for all that it wants to remember.
 * A context-mixing coder (model.js) that knows Dutch beforehand (primer.js)
 * needs about 2 bits a character where plain JSON takes 8. It is slow to start,
 * so it is meant for where it is needed, in a file of its own.
 *
 * A code is one letter for alphabet and version, three for a checksum, and the
 * text. A change to model, alphabet or priming text is a new letter, and what
 * an old letter wrote must stay readable.
 *
 * All that a caller wants to keep goes into one text. U+001F between its parts
 * is cheap: the model was taught that it ends an answer. Parts that may hold
 * U+001F themselves are for the caller to tell apart.
 */

import { MAX_UNITS, finish, reading, writing } from './codec.js'
import { checksum } from './hash.js'
import { RADIX, digits, power, toBytes, toLetters } from './letters.js'
import { primeFor, primedModel } from './primer.js'

/** @typedef {import('./letters.js').Alphabet} Alphabet */

/** Between the parts of a text. */
export const SEPARATOR = '\u001f'

/** @type {Readonly<Record<Alphabet, string>>} */
const VERSION = { base64url: 'A', base85: 'B' }

const CHECKSUM = 3

/**
 * @param {string} text any UTF-16, lone surrogates included; at most 262,144 units
 * @param {Alphabet} alphabet base64url passes everywhere; base85 is 6 % shorter
 * @returns {string} printable ASCII, the same on every engine
 * @throws {RangeError} when the text is longer than can be read back
 */
export function encode(text, alphabet) {
  if (text.length > MAX_UNITS) throw new RangeError(`More than ${MAX_UNITS} UTF-16 units.`)
  const radix = RADIX[alphabet]
  const sum = checksum(text) % power(radix.letters.length, CHECKSUM)
  const bytes = finish(writing(primedModel(), text))
  return VERSION[alphabet] + digits(sum, CHECKSUM, radix.letters) + toLetters(bytes, radix)
}

/**
 * Only what encode would write is read: the text found is encoded again, so no
 * damage passes that leaves a different code for the same text.
 *
 * @param {string} code
 * @returns {string | null} null when it is damaged or not of this coder; never throws
 */
export function decode(code) {
  const alphabet = alphabetOf(code)
  if (alphabet === null) return null
  const bytes = toBytes(code.slice(1 + CHECKSUM), RADIX[alphabet])
  if (bytes === null) return null
  const text = finish(reading(primedModel(), bytes))
  return text !== null && encode(text, alphabet) === code ? text : null
}

/**
 * @param {string} code
 * @returns {Alphabet | null}
 */
function alphabetOf(code) {
  if (code.startsWith(VERSION.base64url)) return 'base64url'
  return code.startsWith(VERSION.base85) ? 'base85' : null
}

/**
 * Gets everything ready ahead, in slices with pauses in which the page lives on.
 * When encode or decode is called before that, it finishes the priming itself.
 *
 * @param {number} [maxMs] when a slice ends; the step under way then is still finished
 * @returns {Promise<void>} fulfilled when the next encode is quick
 */
export async function prime(maxMs = 6) {
  do await new Promise((resolve) => setTimeout(resolve))
  while (!primeFor(maxMs))
}

/** Primes at once, for when the tab closes. */
export function primeNow() {
  primedModel()
}
