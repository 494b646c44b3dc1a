/**
 * State ⇄ string, the form in which an LMS keeps it.
 *
 * A state is a row of short *lines* of text. The first letter of the string tells how they stand:
 *
 * - `p`, plain: a checksum, and the lines as a JSON array in which `"` is `|`, `\` is `~`, and
 *   whatever an LMS has been seen to escape, decode, double or drop (`& < > ' " + % \`, braces,
 *   control characters, all outside ASCII) is `~uXXXX`;
 * - any other: the coder's (coder/), which has its own letters and checksum.
 *
 * What cannot be read gives null, never half a state.
 */

import { empty } from './state.js'

/**
 * @import { Answer, State, Version } from './state.js'
 *
 * @typedef {object} Kept what an LMS keeps
 * @property {State} state
 * @property {ReadonlyMap<string, number>} clock by notebook (notebook.js): up to when its changes
 *   are in here
 * @property {ReadonlyMap<string, readonly number[]>} rows by content id: its rows among the LMS's
 *   interactions, the answer's own first and then those of its pieces
 *
 * @typedef {'base64url' | 'base85'} Alphabet
 * @typedef {{encode(text: string, alphabet: Alphabet): string, decode(code: string): string | null,
 *   prime(): Promise<void>}} Coder
 */

const LAYOUT = '1'
const PLAIN = 'p'
const CHECK = 7
/** Ends a line in the coder's text; it learnt to expect it between answers. */
const END = '\u001f'
const HIDDEN = '\u001b'

/** @returns {Kept} what an LMS keeps before the first visit */
export const nothing = () => ({ state: empty(), clock: new Map(), rows: new Map() })

/** @param {string} code */
export const needsCoder = (code) => code !== '' && !code.startsWith(PLAIN)

/** @param {Kept} kept */
export function plain(kept) {
  const body = JSON.stringify(lines(kept)).replace(/[^\w .,:;()[\]!?*@/-]/g, harmless)
  return PLAIN + checksum(body) + body
}

/**
 * @param {Kept} kept
 * @param {Coder} coder
 * @param {Alphabet} alphabet
 * @returns {string} '' where it is more than the coder takes
 */
export function coded(kept, coder, alphabet) {
  const text = lines(kept)
    .map((line) => line.replace(/[\u001f\u001b]/g, hide))
    .join(END)
  try {
    return coder.encode(text, alphabet)
  } catch {
    return ''
  }
}

/**
 * @param {string} code
 * @param {Coder | null} coder
 * @returns {Kept | null} null when it cannot be read
 */
export function read(code, coder) {
  if (!code) return nothing()
  const lines = needsCoder(code) ? fromCoder(code, coder) : fromPlain(code.slice(1))
  return lines && fromLines(lines)
}

/**
 * @param {string} code
 * @returns {string[] | null}
 */
function fromPlain(code) {
  const body = code.slice(CHECK)
  if (checksum(body) !== code.slice(0, CHECK)) return null
  return JSON.parse(body.replaceAll('|', '"').replaceAll('~', '\\'))
}

/**
 * @param {string} code
 * @param {Coder | null} coder
 */
function fromCoder(code, coder) {
  const text = coder?.decode(code)
  return text?.split(END).map((line) => line.replace(/\u001b(.)/g, show)) ?? null
}

/** @param {string} letter */
function harmless(letter) {
  if (letter === '"') return '|'
  if (letter === '\\') return '~'
  return `~u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** @param {string} letter */
const hide = (letter) => HIDDEN + (letter === END ? 'e' : 'h')
/** @param {string} _ @param {string} letter */
const show = (_, letter) => (letter === 'e' ? END : HIDDEN)

/**
 * FNV-1a over the UTF-16 units (RFC 9923), in 7 characters.
 *
 * @param {string} text
 */
function checksum(text) {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36).padStart(CHECK, '0')
}

/**
 * Times are seconds before the newest one, in base 36: short, as room in SCORM 1.2 is.
 *
 * @param {Kept} kept
 */
function lines({ state, clock, rows }) {
  const { answers, marks } = state
  const versions = [...answers.values()].flatMap((answer) => [answer, answer.other ?? answer])
  const times = [...versions, ...marks.values()].map(({ at }) => at)
  const newest = Math.max(0, ...times, ...clock.values())
  /** @param {number} at */
  const age = (at) => short((newest - at) / 1000)
  return [
    [LAYOUT, short(newest / 1000), state.finished ? 'f' : '', state.place].join(' '),
    state.opened.join(' '),
    pairs(marks, ({ on, at }) => (on ? ':' : ';') + age(at)),
    pairs(state.watched, (seconds) => `:${short(seconds)}`),
    pairs(clock, (at) => `:${age(at)}`),
    ...[...answers].flatMap(([id, { other, text, at }]) => [
      `${id} ${age(at)} ${steps(rows.get(id) ?? [])}`.trim(),
      text,
      ...(other ? [`${id} ${age(other.at)}`, other.text] : []),
    ]),
  ]
}

/** Rows, each as what it is more than the one before: mostly 1. @param {readonly number[]} rows */
const steps = (rows) => rows.map((row, index) => short(row - (rows[index - 1] ?? 0))).join('.')

/** @param {number} value */
const short = (value) => value.toString(36)
/** @param {string} value */
const long = (value) => parseInt(value, 36)

/**
 * @template T
 * @param {ReadonlyMap<string, T>} map
 * @param {(value: T) => string} show
 */
const pairs = (map, show) => [...map].map(([key, value]) => key + show(value)).join(' ')

/**
 * @param {string[]} lines
 * @returns {Kept | null}
 */
function fromLines([head = '', opened = '', marks = '', watched = '', clock = '', ...records]) {
  const [layout, newest = '', finished, place = ''] = head.split(' ')
  if (layout !== LAYOUT) return null
  /** @param {string} age */
  const time = (age) => (long(newest) - long(age)) * 1000
  const kept = {
    state: {
      answers: new Map(),
      marks: unpaired(marks, (age, sign) => ({ on: sign === ':', at: time(age) })),
      opened: opened ? opened.split(' ') : [],
      watched: unpaired(watched, long),
      place,
      finished: finished === 'f',
    },
    clock: unpaired(clock, time),
    rows: new Map(),
  }
  for (let i = 0; i + 1 < records.length; i += 2) {
    readRecord(kept, records[i] ?? '', records[i + 1] ?? '', time)
  }
  return kept
}

/**
 * @template T
 * @param {string} line
 * @param {(value: string, sign: string) => T} value
 * @returns {Map<string, T>}
 */
function unpaired(line, value) {
  const found = [...line.matchAll(/(\S+)([:;])(\w+)/g)]
  return new Map(found.map(([, name = '', sign = '', text = '']) => [name, value(text, sign)]))
}

/**
 * @param {{state: {answers: Map<string, Answer>}, rows: Map<string, number[]>}} kept filled here
 * @param {string} head
 * @param {string} text
 * @param {(age: string) => number} time
 */
function readRecord({ state: { answers }, rows }, head, text, time) {
  const [id = '', age = '', places = ''] = head.split(' ')
  const version = { text, at: time(age) }
  const first = answers.get(id)
  if (first) return void (first.other = version)
  answers.set(id, version)
  let row = 0
  if (places)
    rows.set(
      id,
      places.split('.').map((step) => (row += long(step))),
    )
}
