/**
 * State ⇄ string, the form in which an LMS keeps it.
 *
 * A state is a row of short *lines* of text. The first letter of the string tells how they are
 * written:
 *
 * - `p`, plain: a checksum and the lines as a JSON array in which `"` is `|`, `\` is `~`, and
 *   whatever an LMS has been seen to escape, decode, double or drop (`& < > ' " + % \`, control
 *   characters, all outside ASCII) is `~uXXXX`.
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
 * @property {ReadonlyMap<string, number>} clock by notebook (notebook.js): its newest change in here
 * @property {ReadonlyMap<string, readonly number[]>} rows by content id: its rows among the LMS's
 *   interactions, the answer's own first and then those of its pieces
 *
 * @typedef {{encode(text: string, alphabet: 'base64url' | 'base85'): string,
 *   decode(code: string): string | null}} Coder
 */

const LAYOUT = '1'
const PLAIN = 'p'
const CHECK = 7
/** Ends a line in the coder's text; one of its own symbols. */
const END = '\u001f'
const READERS = ['self', 'instructor', 'group']

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
 * @param {'base64url' | 'base85'} alphabet
 */
export function coded(kept, coder, alphabet) {
  const text = lines(kept).map((line) => line.replace(/[\u001f\u001b]/g, hide)).join(END)
  return coder.encode(text, alphabet)
}

/**
 * @param {string} code
 * @param {Coder} [coder]
 * @returns {Kept | null} null when it cannot be read
 */
export function read(code, coder) {
  if (code === '') return nothing()
  const found = code.startsWith(PLAIN) ? fromPlain(code.slice(1)) : fromCoder(code, coder)
  return found && fromLines(found)
}

/** @param {string} code */
function fromPlain(code) {
  const body = code.slice(CHECK)
  if (checksum(body) !== code.slice(0, CHECK)) return null
  return JSON.parse(body.replace(/[|~]/g, (letter) => (letter === '|' ? '"' : '\\')))
}

/**
 * @param {string} code
 * @param {Coder} [coder]
 */
function fromCoder(code, coder) {
  const text = coder?.decode(code) ?? null
  return text === null ? null : text.split(END).map((line) => line.replace(/\u001b(.)/g, show))
}

/** @param {string} letter */
function harmless(letter) {
  if (letter === '"') return '|'
  if (letter === '\\') return '~'
  return `~u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** @param {string} letter */
const hide = (letter) => (letter === END ? '\u001be' : '\u001bs')
/** @param {string} _ @param {string} letter */
const show = (_, letter) => (letter === 'e' ? END : '\u001b')

/**
 * FNV-1a over the UTF-16 units (www.isthe.com/chongo/tech/comp/fnv), in 7 characters.
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
  const age = (at) => number((newest - at) / 1000)
  return [
    [LAYOUT, number(newest / 1000), state.finished ? 'f' : '', state.place].join(' '),
    state.opened.join(' '),
    pairs(marks, ({ on, at }) => (on ? ':' : ';') + age(at)),
    pairs(state.watched, (seconds) => `:${number(seconds)}`),
    pairs(clock, (at) => `:${age(at)}`),
    ...[...answers].flatMap(([id, answer]) => [
      ...record(id, answer, age, rowsToken(rows.get(id))),
      ...(answer.other ? record(id, answer.other, age, ' o') : [])
    ])
  ]
}

/** @param {number} value */
const number = (value) => Math.round(value).toString(36)

/**
 * @template T
 * @param {ReadonlyMap<string, T>} map
 * @param {(value: T) => string} show
 */
const pairs = (map, show) => [...map].map(([key, value]) => key + show(value)).join(' ')

/**
 * @param {string} id
 * @param {Version} version
 * @param {(at: number) => string} age
 * @param {string} more
 */
function record(id, version, age, more) {
  const reader = version.reader ? ` r${READERS.indexOf(version.reader)}` : ''
  return [`${id} ${age(version.at)}${reader}${more}`, version.text]
}

/** @param {readonly number[]} [rows] */
const rowsToken = (rows) => (rows?.length ? ` n${rows.map(number).join('.')}` : '')

/**
 * @param {string[]} lines
 * @returns {Kept | null}
 */
function fromLines([head = '', opened = '', marks = '', watched = '', clock = '', ...records]) {
  const [layout, newest36 = '', finished, place = ''] = head.split(' ')
  if (layout !== LAYOUT) return null
  const newest = parseInt(newest36, 36)
  /** @param {string} age */
  const time = (age) => (newest - parseInt(age, 36)) * 1000
  const state = {
    answers: new Map(),
    marks: new Map(tokens(marks, (age, sign) => ({ on: sign === ':', at: time(age) }))),
    opened: opened ? opened.split(' ') : [],
    watched: new Map(tokens(watched, (seconds) => parseInt(seconds, 36))),
    place,
    finished: finished === 'f'
  }
  const kept = { state, clock: new Map(tokens(clock, time)), rows: new Map() }
  for (let i = 0; i < records.length; i += 2) {
    readRecord(kept, records[i] ?? '', records[i + 1] ?? '', time)
  }
  return kept
}

/**
 * @template T
 * @param {string} line
 * @param {(value: string, sign: string) => T} value
 * @returns {Array<[string, T]>}
 */
function tokens(line, value) {
  const found = [...line.matchAll(/(\S+)([:;])(\w+)/g)]
  return found.map(([, name = '', sign = '', text = '']) => [name, value(text, sign)])
}

/**
 * @param {{state: {answers: Map<string, Answer>}, rows: Map<string, number[]>}} kept filled here
 * @param {string} head
 * @param {string} text
 * @param {(age: string) => number} time
 */
function readRecord({ state: { answers }, rows }, head, text, time) {
  const [id = '', age = '', ...more] = head.split(' ')
  /** @type {Answer} */
  const version = { text, at: time(age) }
  for (const token of more) {
    const reader = token[0] === 'r' && READERS[Number(token.slice(1))]
    if (reader) version.reader = reader
    if (token[0] === 'n') rows.set(id, token.slice(1).split('.').map((row) => parseInt(row, 36)))
  }
  const first = answers.get(id)
  if (more.includes('o') && first) first.other = version
  else answers.set(id, version)
}
