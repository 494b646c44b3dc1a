import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import fc from 'fast-check'

import { text as anyText } from '../support/states.js'
import { browser } from '../support/shelf.js'
import {
  assertSame,
  begun,
  count,
  formats,
  module,
  platform,
  questions,
  texts,
} from '../support/platform.js'

/** @type {Record<string, string>} */
const difficult = JSON.parse(readFileSync('tests/player/data/antwoorden.json', 'utf8'))
const MINUTE = 60_000
/** @param {ReturnType<typeof platform>} lms */
const status = ({ cmi }) => cmi['cmi.core.lesson_status'] ?? cmi['cmi.completion_status']

for (const format of formats) {
  test(`${format}: beginning takes at most twelve calls and says that the visit can be resumed`, async () => {
    const lms = platform({ format })
    const { calls } = begun(await lms.open())
    assert.ok(calls.length <= 12, String(calls.length))
    assert.equal('suspend', lms.cmi['cmi.core.exit'] ?? lms.cmi['cmi.exit'])
    assert.equal('incomplete', status(lms))
  })

  test(`${format}: seventeen answers of 600 characters come back whole after the tab was closed at once`, async () => {
    const lms = platform({ format })
    const shelf = browser().tab()
    const answers = Object.fromEntries(
      questions.map((id, index) => [
        id,
        `Regel ${index}\n${'de opgave en de buurt '.repeat(27)}\n\nslot`,
      ]),
    )
    const first = begun(await lms.open({ shelf }))
    for (const [id, text] of Object.entries(answers)) {
      first.type(id, text)
      await new Promise(setImmediate)
    }
    first.leave()
    assertSame(answers, texts(begun(await lms.open())))
  })

  test(`${format}: any answers in, the same answers out`, async () => {
    const some = fc.dictionary(fc.constantFrom(...questions, 'veld', 'verdwenen'), anyText, {
      maxKeys: 8,
      noNullPrototype: true,
    })
    await fc.assert(
      fc.asyncProperty(some, async (answers) => {
        const lms = platform({ format })
        const visit = begun(await lms.open())
        for (const [id, text] of Object.entries(answers)) visit.type(id, text)
        visit.leave()
        assert.deepEqual(answers, texts(begun(await lms.open())))
      }),
      { numRuns: 25 },
    )
  })

  test(`${format}: completed once every counted part was opened, and never less again`, async () => {
    const lms = platform({ format })
    const first = begun(await lms.open())
    first.work.open('film')
    lms.clock.pass(MINUTE)
    assert.equal('incomplete', status(lms))
    first.work.open('vragen')
    lms.clock.pass(MINUTE)
    assert.equal('completed', status(lms))
    first.leave()
    const second = begun(await lms.open())
    second.work.open('film')
    second.leave()
    assert.equal('completed', status(lms))
    assert.equal(0, second.calls.filter(({ values }) => values[1] === 'incomplete').length)
  })

  test(`${format}: the difficult answers come back byte for byte`, async () => {
    const lms = platform({ format, name: 'moodle' })
    const first = begun(await lms.open())
    for (const [id, text] of Object.entries(difficult)) first.type(id, text)
    assert.equal(first.leave(), 'held')
    assertSame(difficult, texts(begun(await lms.open())))
  })
}

test('a part that became real does not take completion back', async () => {
  const lms = platform()
  const first = begun(await lms.open())
  first.work.open('film')
  first.work.open('vragen')
  first.leave()
  const more = { ...module, parts: module.parts.map((part) => ({ ...part, counted: true })) }
  delete lms.cmi['cmi.core.lesson_status']
  const second = begun(await lms.open({ module: more }))
  second.leave()
  assert.equal('completed', status(lms))
  assert.equal(true, second.work.state().finished)
})

test('a status that reads empty after each commit is not taken for a new learner', async () => {
  const lms = platform({ faults: { empty_status: true } })
  const visit = begun(await lms.open())
  visit.work.open('film')
  visit.work.open('vragen')
  lms.clock.pass(MINUTE)
  visit.type('vraag-1', 'nog iets')
  lms.clock.pass(MINUTE)
  visit.leave()
  assert.equal('completed', status(lms))
  assert.equal(1, visit.calls.filter(({ values }) => values[1] === 'incomplete').length)
})

test('a session that is still running is gone on with and ended once', async () => {
  for (const format of formats) {
    const lms = platform({
      format,
      faults: {
        initialize: { answer: false, error: { scorm12: 101, scorm2004: 103 }, runs: true },
      },
    })
    const visit = begun(await lms.open())
    visit.type('vraag-1', 'gaat door')
    visit.leave()
    visit.leave()
    assert.equal(1, count(visit.calls, format === 'scorm12' ? 'LMSFinish' : 'Terminate'))
    assert.match(lms.cmi['cmi.suspend_data'] ?? '', /gaat door/)
  }
})

test('a session that was ended is told apart from no platform at all', async () => {
  const ended = platform({
    format: 'scorm2004-4',
    faults: { initialize: { answer: false, error: { scorm2004: 104 } } },
  })
  assert.equal('ended', (await ended.open()).reason)
  const refused = platform({
    faults: {
      initialize: { answer: false, error: { scorm12: 101 } },
      hide: ['cmi.core.student_id'],
    },
  })
  assert.equal('no_platform', (await refused.open()).reason)
})

test('a frame that is loaded again after the end keeps what is typed for the same learner', async () => {
  const lms = platform()
  const { tab } = browser()
  const first = begun(await lms.open({ shelf: tab() }))
  first.leave()
  const again = await lms.open({ shelf: tab(), api: first.api })
  assert.equal('ended', again.reason)
  assert.equal('werkpakket/l-1', again.reason && again.owner)
})

test("another learner's session in the same tab knows nothing of it", async () => {
  begun(await platform().open())
  const refused = platform({
    learner: 'l-2',
    faults: {
      initialize: { answer: false, error: { scorm12: 101 } },
      hide: ['cmi.core.student_id'],
    },
  })
  const visit = await refused.open()
  assert.equal('no_platform', visit.reason)
  assert.equal(undefined, visit.reason && visit.owner)
})

test('without a readable learner nothing is written, and the session is ended once', async () => {
  const lms = platform({ faults: { hide: ['cmi.core.student_id'] } })
  const visit = await lms.open()
  assert.equal('no_platform', visit.reason)
  if (visit.reason) visit.end()
  assert.equal(0, count(visit.calls, 'SetValue'))
  assert.equal(1, count(visit.calls, 'LMSFinish'))
})

test('browsing writes nothing', async () => {
  const lms = platform({ mode: 'browse' })
  const visit = await lms.open()
  assert.equal('browse', visit.reason)
  assert.equal(0, count(visit.calls, 'SetValue') + count(visit.calls, 'LMSCommit'))
})

test('a review writes answers and never the status', async () => {
  const lms = platform({ name: 'moodle', mode: 'review' })
  const visit = begun(await lms.open())
  visit.work.open('film')
  visit.work.open('vragen')
  visit.type('vraag-1', 'nog een gedachte')
  visit.leave()
  assert.equal(undefined, status(lms))
  assert.deepEqual({ 'vraag-1': 'nog een gedachte' }, texts(begun(await lms.open())))
})

test('an empty mode is a normal one', async () => {
  const lms = platform({ faults: { hide: ['cmi.core.lesson_mode'] } })
  begun(await lms.open())
  assert.equal('incomplete', status(lms))
})
