/**
 * The answers among the LMS's interactions, where trainers read them in its reports.
 *
 * A row an answer, by its content id. The whole text is tried first, without newlines (406 in
 * Moodle and scorm-again). Where the LMS refuses it, the row is emptied and the pieces stand in
 * rows `<id>.1`, `<id>.2`, …; later, shorter texts empty the rows that are left over.
 */

/**
 * @import { Connection } from './connection.js'
 * @import { Rows } from './editions.js'
 *
 * @typedef {ReturnType<typeof interactions>} Interactions
 */

const ARRAY = 'cmi.interactions'
const DESCRIPTION = 250

/**
 * @param {{connection: Connection, form: Rows, rows: ReadonlyMap<string, readonly number[]>,
 *   describe: (id: string) => string, now: () => number}} setting `rows`: of earlier visits;
 *   `describe` gives a question's text
 */
export function interactions({ connection, form, rows: earlier, describe, now }) {
  const rows = new Map([...earlier].map(([id, indices]) => [id, [...indices]]))
  /** @type {number | undefined} rows that the LMS has; read when first needed */
  let count
  /** What stands in a row, where this visit knows it. */
  const texts = new Map()
  /** Lengths that were refused, by content id. @type {Map<string, number>} */
  const refused = new Map()

  /** @param {number} row @param {string} element @param {string} value */
  const set = (row, element, value) => connection.set(`${ARRAY}.${row}.${element}`, value)

  /**
   * Put a text into the row at a place among the answer's rows: 0 its own, then the pieces.
   *
   * @param {string} id
   * @param {number} place
   * @param {string} text
   */
  function put(id, place, text) {
    const row = rowAt(id, place)
    if (texts.get(row) === text) return true
    if (row < 0 || !set(row, form.response, text)) return false
    texts.set(row, text)
    if (form.timestamp) set(row, 'timestamp', form.timestamp(now()))
    return true
  }

  /**
   * The row of an earlier visit where there is one, else the next: indices never skip.
   *
   * @param {string} id
   * @param {number} place
   * @returns {number} -1 where the LMS refuses it
   */
  function rowAt(id, place) {
    const rowId = place ? `${id}.${place}` : id
    const places = rows.get(id) ?? []
    const known = places[place]
    count ??= Number(connection.get(`${ARRAY}._count`)) || 0
    if (known !== undefined && holds(known, rowId)) return known
    if (!begin(count, id, rowId)) return -1
    places[place] = count
    rows.set(id, places)
    return count++
  }

  /** @param {number} row @param {string} rowId */
  function holds(row, rowId) {
    if (row >= (count ?? 0)) return false
    return texts.has(row) || !form.readable || connection.get(`${ARRAY}.${row}.id`) === rowId
  }

  /** @param {number} row @param {string} id @param {string} rowId */
  function begin(row, id, rowId) {
    if (!set(row, 'id', rowId) || !set(row, 'type', form.type)) return false
    if (form.described) set(row, 'description', cut(oneLine(describe(id)), DESCRIPTION)[0] ?? '')
    texts.set(row, '')
    return true
  }

  /**
   * @param {string} id
   * @param {string} line
   * @returns {number} how many pieces stand
   */
  function putPieces(id, line) {
    refused.set(id, line.length)
    put(id, 0, '')
    for (const [size, shape] of form.pieces) {
      const pieces = cut(shape(line), size)
      if (pieces.every((piece, index) => put(id, index + 1, piece))) return pieces.length
    }
    return 0
  }

  return {
    /** @type {ReadonlyMap<string, readonly number[]>} */
    rows,

    /**
     * @param {string} id
     * @param {string} text
     */
    write(id, text) {
      const line = oneLine(text)
      const whole = line.length < (refused.get(id) ?? Infinity) && put(id, 0, line)
      const pieces = whole ? 0 : putPieces(id, line)
      for (let place = pieces + 1; place < (rows.get(id)?.length ?? 0); place++) put(id, place, '')
    },
  }
}

/** @param {string} text */
export const oneLine = (text) => text.replace(/\r\n|[\n\r\u2028\u2029]/g, ' ')

/**
 * Cut into pieces that never part the two halves of a character.
 *
 * @param {string} text
 * @param {number} size UTF-16 units at most, 2 or more
 * @returns {string[]}
 */
export function cut(text, size) {
  return (
    text.match(new RegExp(`[^]{1,${size}}(?<![\\ud800-\\udbff](?=[\\udc00-\\udfff]))`, 'g')) ?? []
  )
}
