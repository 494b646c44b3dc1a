/**
 * Text as a row of symbols.
 *
 * 112 characters of ordinary Dutch are symbols of their own. A capital is CAP
 * and the small letter, so that what was learnt about `de` serves `De` too. Any
 * other code point, a lone surrogate included, follows ESC. END closes a text.
 *
 * Each symbol is a path of binary decisions through a Huffman tree, because the
 * model predicts bits, and likely symbols should need few of them: 4.3 on
 * average. The tree is canonical: code lengths alone define it (D. Hirschberg
 * and D. Lelewer, "Efficient decoding of prefix codes", 1990).
 */

/** Next letter is a capital. */
export const CAP = 0
/** A code point follows. */
export const ESC = 1
/** End of the text. */
export const END = 2

const CONTROLS = [6, 16, 15]

/**
 * Characters by the length of their code, after how often they occur in the
 * priming text (frozen with it).
 *
 * @type {ReadonlyArray<readonly [number, string]>}
 */
const LEVELS = [
  [3, ' e'],
  [4, 'ainort'],
  [5, 'dgklms'],
  [6, 'bhjpuvwz'],
  [7, 'cf.,'],
  [9, '\u001f'],
  [10, '\n?:é'],
  [11, "y'0123456789"],
  [12, 'x-ë'],
  [13, ';)/ïèöüóáçê€“”‘’–…%&*'],
  [14, 'q"!('],
  [16, '\u00a0'],
  [17, 'íâàñôûúòùìäßåøœæ—•§°½+=_@#[]{}|<>\\~^$`\t\r'],
]

/** Characters by symbol; the controls have none. */
const characters = ['', '', '', ...LEVELS.flatMap(([, text]) => [...text])]

const lengths = [...CONTROLS, ...LEVELS.flatMap(([length, text]) => [...text].map(() => length))]

const symbolByCharacter = new Map(characters.map((character, symbol) => [character, symbol]))

/** How many symbols there are. */
export const SYMBOLS = characters.length

/** Code length by symbol, in decisions. */
export const LENGTHS = Int32Array.from(lengths)

/** Code by symbol; its first decision is the highest bit. */
export const CODES = canonicalCodes(LENGTHS)

/** Child of node n by bit, at 2n + bit: a node, or ~symbol. Node 0 is the root. */
export const TREE = tree(CODES, LENGTHS)

/** Binary decisions in the whole tree. */
export const NODES = SYMBOLS - 1

/** Whether a symbol can be part of a word: 1 or 0, by symbol. */
export const IN_WORD = Int32Array.from(characters, (text) => Number(/^[a-z0-9ß-öø-ÿœ]$/.test(text)))

/**
 * @param {Int32Array} lengths
 * @returns {Int32Array}
 */
function canonicalCodes(lengths) {
  const codes = new Int32Array(lengths.length)
  const order = [...lengths.keys()].sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b)
  let code = 0
  let before = 0
  for (const symbol of order) {
    const length = lengths[symbol] ?? 0
    code <<= length - before
    before = length
    codes[symbol] = code++
  }
  return codes
}

/**
 * @param {Int32Array} codes
 * @param {Int32Array} lengths
 * @returns {Int32Array}
 */
function tree(codes, lengths) {
  const children = new Int32Array(2 * codes.length)
  let nodes = 1
  codes.forEach((code, symbol) => {
    let edge = 0
    for (let left = (lengths[symbol] ?? 0) - 1, node = 0; left >= 0; left--) {
      edge = 2 * node + ((code >> left) & 1)
      if (left > 0) node = children[edge] ||= nodes++
    }
    children[edge] = ~symbol
  })
  return children
}

/**
 * Upper case by a fixed rule: toUpperCase differs between versions of Unicode.
 *
 * @param {number} codePoint
 */
const isCapital = (codePoint) =>
  (codePoint >= 65 && codePoint <= 90) ||
  (codePoint >= 0xc0 && codePoint <= 0xde && codePoint !== 0xd7)

/**
 * @param {string} text any UTF-16
 * @returns {number[]} symbols; an escaped code point is ESC and then ~codePoint
 */
export function toSymbols(text) {
  /** @type {number[]} */
  const symbols = []
  for (const character of text) {
    const codePoint = /** @type {number} */ (character.codePointAt(0))
    const small = isCapital(codePoint) ? String.fromCharCode(codePoint + 32) : character
    const symbol = symbolByCharacter.get(small)
    if (symbol === undefined) symbols.push(ESC, ~codePoint)
    else if (small === character) symbols.push(symbol)
    else symbols.push(CAP, symbol)
  }
  return symbols
}

/**
 * @param {number} symbol not a control
 * @param {boolean} capital whether CAP stood before it
 * @returns {string}
 */
export function toCharacter(symbol, capital) {
  const small = characters[symbol] ?? ''
  return capital ? String.fromCharCode(small.charCodeAt(0) - 32) : small
}
