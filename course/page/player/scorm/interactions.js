/**
 * The answers among the LMS's interactions, where trainers read them in its reports.
 *
 * A row an answer, by its content id. The whole text is tried first, without newlines (406 in
 * Moodle and scorm-again). Where the LMS refuses it, the row is emptied and the pieces stand in
 * rows `<id>.1`, `<id>.2`, …; later, shorter texts empty the pieces that are left over.
 */

/**
 * @import { Connection } from './connection.js'
 * @import { Edition } from './editions.js'
 */

const DESCRIPTION = 250

export class Interactions {
  #connection
  #edition
  #rows
  #describe
  #now
  /** @type {number | null} rows that the LMS has; read when first needed */
  #count = null
  /** Rows whose id was seen or set in this visit. */
  #sure = new Set()
  #refused = Infinity

  /**
   * @param {Connection} connection
   * @param {Edition} edition
   * @param {ReadonlyMap<string, readonly number[]>} rows those of earlier visits
   * @param {(id: string) => string} describe gives a question's text
   * @param {() => number} now
   */
  constructor(connection, edition, rows, describe, now) {
    this.#connection = connection
    this.#edition = edition
    this.#rows = new Map([...rows].map(([id, indices]) => [id, [...indices]]))
    this.#describe = describe
    this.#now = now
  }

  /** @returns {ReadonlyMap<string, readonly number[]>} */
  get rows() {
    return this.#rows
  }

  /**
   * @param {string} id
   * @param {string} text
   */
  write(id, text) {
    const line = oneLine(text)
    const whole = line.length < this.#refused && this.#put(id, 0, id, line)
    const pieces = whole ? [] : this.#writePieces(id, line)
    this.#clear(id, pieces.length)
  }

  /**
   * @param {string} id
   * @param {string} line
   * @returns {string[]} the pieces that stand
   */
  #writePieces(id, line) {
    this.#refused = Math.min(this.#refused, line.length)
    this.#put(id, 0, id, '')
    for (const size of this.#edition.pieces) {
      const pieces = cut(line, size)
      if (pieces.every((piece, index) => this.#put(id, index + 1, `${id}.${index + 1}`, piece))) return pieces
    }
    return []
  }

  /**
   * @param {string} id
   * @param {number} pieces how many stand
   */
  #clear(id, pieces) {
    const last = this.#rows.get(id)?.length ?? 0
    for (let place = pieces + 1; place < last; place++) this.#put(id, place, `${id}.${place}`, '')
  }

  /**
   * @param {string} id the answer's
   * @param {number} place among its rows
   * @param {string} rowId
   * @param {string} line
   */
  #put(id, place, rowId, line) {
    const row = this.#row(id, place, rowId)
    if (row === null) return false
    const { ok } = this.#set(row, this.#edition.response, line)
    if (ok && this.#edition.timestamp) this.#set(row, 'timestamp', this.#edition.timestamp(new Date(this.#now())))
    return ok
  }

  /**
   * The row of an earlier visit where there is one, else the next; indices never skip.
   *
   * @param {string} id
   * @param {number} place
   * @param {string} rowId
   */
  #row(id, place, rowId) {
    this.#count ??= Number(this.#connection.get('cmi.interactions._count')) || 0
    const rows = this.#rows.get(id) ?? []
    const known = rows[place]
    if (known !== undefined && this.#holds(known, rowId)) return known
    const row = this.#count
    if (!this.#begin(row, id, rowId)) return null
    this.#count++
    rows[place] = row
    this.#rows.set(id, rows)
    return row
  }

  /**
   * @param {number} row
   * @param {string} rowId
   */
  #holds(row, rowId) {
    if (row >= (this.#count ?? 0)) return false
    if (this.#sure.has(row) || !this.#edition.readsRows) return true
    if (this.#connection.get(`cmi.interactions.${row}.id`) !== rowId) return false
    this.#sure.add(row)
    return true
  }

  /**
   * @param {number} row
   * @param {string} id
   * @param {string} rowId
   */
  #begin(row, id, rowId) {
    if (!this.#set(row, 'id', rowId).ok || !this.#set(row, 'type', this.#edition.rowType).ok) return false
    const { description } = this.#edition
    if (description) this.#set(row, description, cut(oneLine(this.#describe(id)), DESCRIPTION)[0] ?? '')
    this.#sure.add(row)
    return true
  }

  /**
   * @param {number} row
   * @param {string} element
   * @param {string} value
   */
  #set(row, element, value) {
    return this.#connection.set(`cmi.interactions.${row}.${element}`, value)
  }
}

/** @param {string} text */
export const oneLine = (text) => text.replace(/\r\n|[\n\r\u2028\u2029]/g, ' ')

/**
 * Cut into pieces that never part the halves of a character.
 *
 * @param {string} text
 * @param {number} size UTF-16 units at most
 * @returns {string[]}
 */
export function cut(text, size) {
  const pieces = []
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + size, text.length)
    if (to < text.length && /[\ud800-\udbff]/.test(text.charAt(to - 1)) && to - from > 1) to--
    pieces.push(text.slice(from, to))
    from = to
  }
  return pieces
}
