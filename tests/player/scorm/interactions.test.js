import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import fc from 'fast-check'

import { cut, oneLine } from '../../../course/page/player/scorm/interactions.js'
import { text as anyText } from '../support/states.js'
import { begun, count, platform, questions } from '../support/platform.js'

/** @type {Record<string, string>} */
const difficult = JSON.parse(readFileSync('tests/player/data/antwoorden.json', 'utf8'))

/** @param {Awaited<ReturnType<ReturnType<typeof platform>['open']>>['calls']} calls */
const refusals = (calls) =>
  calls
    .filter(({ name, error }) => /SetValue|GetValue/.test(name) && error !== '0')
    .map(({ values, error }) => `${values[0]}: ${error}`)

/** @param {ReturnType<typeof platform>} lms */
const rowIds = ({ cmi }) =>
  Object.keys(cmi)
    .filter((key) => /^cmi\.interactions\.\d+\.id$/.test(key))
    .map((key) => cmi[key])

test('pieces joined give the text, and no half of a character stands alone', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 9 }), (text, size) => {
      const pieces = cut(text, size)
      assert.equal(text, pieces.join(''))
      for (const [index, piece] of pieces.entries()) {
        assert.ok(piece.length <= size)
        const next = pieces[index + 1] ?? ''
        assert.ok(!(/[\ud800-\udbff]$/.test(piece) && /^[\udc00-\udfff]/.test(next)))
      }
    }),
  )
})

test('a newline becomes one space, and nothing else changes', () => {
  assert.equal('a b c  d\te', oneLine('a\nb\r\nc\n\rd\te'))
})

test('an answer stands under its content id, in one line', async () => {
  const lms = platform()
  const visit = begun(await lms.open())
  visit.type('vraag-2', 'regel een\nregel twee')
  visit.leave()
  assert.deepEqual(['vraag-2'], rowIds(lms))
  assert.equal('fill-in', lms.cmi['cmi.interactions.0.type'])
  assert.equal('regel een regel twee', lms.cmi['cmi.interactions.0.student_response'])
})

test('in 2004 it has its question and the time beside it', async () => {
  const lms = platform({ format: 'scorm2004-4' })
  const visit = begun(await lms.open())
  visit.type('vraag-2', 'regel een\nregel twee')
  visit.leave()
  assert.equal('long-fill-in', lms.cmi['cmi.interactions.0.type'])
  assert.equal('regel een regel twee', lms.cmi['cmi.interactions.0.learner_response'])
  assert.equal('Vraag vraag-2?', lms.cmi['cmi.interactions.0.description'])
  assert.match(lms.cmi['cmi.interactions.0.timestamp'] ?? '', /^2026-11-24T\d\d:00:00$/)
})

test('fields of worksheets and marks are no interactions', async () => {
  const lms = platform()
  const visit = begun(await lms.open())
  visit.type('veld', 'van mij alleen')
  visit.work.mark('kaart', true)
  visit.leave()
  assert.deepEqual([], rowIds(lms))
})

test('a whole answer is tried first, and stands in pieces only after a refusal', async () => {
  const moodle = platform({ name: 'moodle' })
  const visit = begun(await moodle.open())
  visit.type('vraag-1', difficult['lang-33000'] ?? '')
  visit.leave()
  assert.deepEqual(['vraag-1'], rowIds(moodle))
  assert.equal(oneLine(difficult['lang-33000'] ?? ''), moodle.report()['vraag-1'])
})

const long12 = {
  'grens-255': 'x'.repeat(254) + 'ab',
  lang: oneLine(difficult['lang-33000'] ?? '').replace(/[^\x20-\x7e]/g, '-'),
}
for (const [name, text] of Object.entries(long12)) {
  test(`in SCORM 1.2 the pieces of ${name} give the whole text`, async () => {
    const lms = platform()
    const visit = begun(await lms.open())
    visit.type('vraag-1', text)
    visit.leave()
    assert.equal(text, lms.report()['vraag-1'])
    assert.equal('', lms.cmi['cmi.interactions.0.student_response'] ?? '')
    assert.equal('vraag-1.1', lms.cmi['cmi.interactions.1.id'])
  })
}

for (const name of [
  'grens-255',
  'grens-4000',
  'lang-33000',
  'emoji',
  'arabisch',
  'witregels',
  'sjabloon',
  'scheidingstekens',
]) {
  test(`in SCORM 2004 the trainer reads the whole of ${name}`, async () => {
    const lms = platform({ format: 'scorm2004-4' })
    const visit = begun(await lms.open())
    visit.type('vraag-1', difficult[name] ?? '')
    visit.leave()
    assert.equal(oneLine(difficult[name] ?? ''), lms.report()['vraag-1'])
  })
}

test('pieces cut at an emoji keep it whole', async () => {
  const lms = platform({ format: 'scorm2004-4' })
  const visit = begun(await lms.open())
  visit.type('vraag-1', 'x'.repeat(3999) + '🙂 en verder')
  visit.leave()
  assert.equal('🙂 en verder', lms.cmi['cmi.interactions.2.learner_response'])
})

test('a platform of ASCII alone gets letters without accents rather than nothing', async () => {
  const lms = platform()
  const visit = begun(await lms.open())
  visit.type('vraag-1', 'Eén café, überall 🙂')
  visit.leave()
  assert.equal('Een cafe, uberall ?', lms.report()['vraag-1'])
})

test('the second session uses the rows of the first, empties what is left over and skips none', async () => {
  for (const format of /** @type {const} */ (['scorm12', 'scorm2004-4'])) {
    const lms = platform({ format })
    const size = format === 'scorm12' ? 250 : 3900
    const first = begun(await lms.open())
    first.type('vraag-1', 'kort')
    first.type('vraag-2', 'lang '.repeat((size / 5) * 9))
    first.type('vraag-3', 'ook kort')
    first.leave()
    const rows = rowIds(lms)
    const second = begun(await lms.open())
    second.type('vraag-1', 'veranderd')
    second.type('vraag-2', 'ingekort')
    second.leave()
    assert.deepEqual(rows, rowIds(lms))
    assert.deepEqual(
      { 'vraag-1': 'veranderd', 'vraag-2': 'ingekort', 'vraag-3': 'ook kort' },
      lms.report(),
    )
    assert.deepEqual([], refusals(second.calls))
  }
})

test('a platform that forgot the rows gets them anew from the first index', async () => {
  const lms = platform()
  const first = begun(await lms.open())
  for (const id of questions.slice(0, 3)) first.type(id, 'antwoord')
  first.leave()
  for (const key of Object.keys(lms.cmi))
    if (key.startsWith('cmi.interactions')) delete lms.cmi[key]
  const second = begun(await lms.open())
  second.type('vraag-3', 'nog eens')
  second.leave()
  assert.deepEqual(['vraag-3'], rowIds(lms))
  assert.deepEqual([], refusals(second.calls))
})

test('in 2004 a row that turned out to be of another answer is not overwritten', async () => {
  const lms = platform({ format: 'scorm2004-4' })
  const first = begun(await lms.open())
  first.type('vraag-1', 'een')
  first.type('vraag-2', 'twee')
  first.leave()
  lms.cmi['cmi.interactions.0.id'] = 'van-een-ander'
  const second = begun(await lms.open())
  second.type('vraag-1', 'een en meer')
  second.leave()
  assert.deepEqual(['van-een-ander', 'vraag-2', 'vraag-1'], rowIds(lms))
})

test('only what changed is written again', async () => {
  const lms = platform()
  const visit = begun(await lms.open())
  for (const id of questions) visit.type(id, 'antwoord')
  lms.clock.pass(20_000)
  const before = count(visit.calls, 'SetValue')
  visit.type('vraag-9', 'antwoord en meer')
  lms.clock.pass(20_000)
  // the response, suspend data and session time
  assert.equal(3, count(visit.calls, 'SetValue') - before)
})
