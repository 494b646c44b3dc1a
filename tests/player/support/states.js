/** Any state that a learner can be in, for property tests. */

import fc from 'fast-check'

/**
 * @import { Kept } from '../../../course/page/player/format.js'
 */

const id = fc.oneof(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/),
  fc.constantFrom('constructor', 'toString', '__proto__x', 'valueOf'),
)

/** Any UTF-16, lone surrogates and what LMSs are known to spoil. */
export const text = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        'De bedoeling. ',
        '\r\n',
        '\n',
        '\u001f',
        '\u001b',
        '+',
        '%0A',
        '&amp;',
        '\\',
        '"',
        '|',
        '~',
        '🙂',
        ' ',
        '{{x}}',
        'é',
      ),
    ),
    { maxLength: 30 },
  )
  .map((units) => units.join(''))

/** Objects as the player makes them. */
const plain = /** @type {const} */ ({ noNullPrototype: true })

const at = fc
  .integer({ min: 0, max: 4_000_000 })
  .map((seconds) => 1_790_000_000_000 + seconds * 1000)
const version = fc.record({ text, at }, plain)
const answer = fc.oneof(version, fc.record({ text, at, other: version }, plain))
const mark = fc.record({ on: fc.boolean(), at }, plain)
const rows = fc.uniqueArray(fc.nat(300), { minLength: 1, maxLength: 12 })

/**
 * @template V
 * @param {fc.Arbitrary<V>} value
 */
const mapOf = (value) =>
  fc.array(fc.tuple(id, value), { maxLength: 8 }).map((entries) => new Map(entries))

/** @type {fc.Arbitrary<Kept>} */
export const kept = fc
  .record(
    {
      state: fc.record(
        {
          answers: mapOf(answer),
          marks: mapOf(mark),
          opened: fc.uniqueArray(id, { maxLength: 5 }),
          watched: mapOf(fc.nat(5000)),
          place: fc.oneof(id, fc.constant('')),
          finished: fc.boolean(),
        },
        plain,
      ),
      clock: mapOf(at),
      rows: mapOf(rows),
    },
    plain,
  )
  .map(({ state, clock, rows }) => ({
    state,
    clock,
    rows: new Map([...rows].filter(([key]) => state.answers.has(key))),
  }))
