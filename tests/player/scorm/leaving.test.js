import assert from 'node:assert/strict'
import { test } from 'node:test'

import { begun, count, platform, questions, texts } from '../support/platform.js'

const SECOND = 1000
const MINUTE = 60_000
const SAY_NO = { answer: false, stores: false }
/** @param {ReturnType<typeof platform>} lms */
const time = ({ cmi }) => cmi['cmi.core.session_time'] ?? cmi['cmi.session_time']

for (const answers of /** @type {const} */ ([
  'boolean',
  'capital',
  'digit',
  'number',
  'undefined',
  'empty',
])) {
  for (const last_error of /** @type {const} */ ([undefined, 'number', 'empty', 'absent'])) {
    test(`an LMS that answers ${answers} with error codes ${last_error ?? 'by the book'} is understood`, async () => {
      const lms = platform({
        faults: { answers, ...(last_error ? { last_error } : {}), error_string_throws: true },
      })
      const visit = begun(await lms.open())
      visit.type('vraag-1', 'begrepen')
      lms.clock.pass(MINUTE)
      assert.deepEqual(
        [false],
        visit.news.map(({ failed }) => failed),
      )
      assert.equal(visit.leave(), 'held')
      assert.equal(1, count(visit.calls, 'LMSFinish'))
    })
  }
}

test('null from Commit without an error is no alarm', async () => {
  const lms = platform({ faults: { commit: { answer: null, stores: true } } })
  const visit = begun(await lms.open())
  visit.type('vraag-1', 'goed')
  lms.clock.pass(MINUTE)
  assert.deepEqual(
    [false],
    visit.news.map(({ failed }) => failed),
  )
  assert.equal(visit.leave(), 'held')
})

test('a Commit that throws never keeps Finish from being called', async () => {
  const lms = platform({ faults: { commit: { throws: true, stores: false } } })
  const visit = begun(await lms.open())
  visit.type('vraag-1', 'toch bewaard')
  visit.leave()
  assert.equal(1, count(visit.calls, 'LMSFinish'))
  assert.deepEqual({ 'vraag-1': 'toch bewaard' }, texts(begun(await lms.open())))
})

test('a platform that refuses for ten minutes is asked at most fifteen times', async () => {
  const lms = platform({ faults: { commit: SAY_NO } })
  const visit = begun(await lms.open())
  for (const id of questions) {
    visit.type(id, 'antwoord')
    lms.clock.pass(17 * SECOND)
  }
  lms.clock.pass(5 * MINUTE)
  assert.ok(count(visit.calls, 'LMSCommit') <= 15)
  assert.ok(visit.news.every(({ failed }) => failed))
  assert.equal(false, visit.saver.isStored())
})

test('a platform that comes back gets everything, and the warning goes', async () => {
  const lms = platform({ faults: { commit: { ...SAY_NO, times: 4 } } })
  const visit = begun(await lms.open())
  for (const id of questions) {
    visit.type(id, 'antwoord')
    lms.clock.pass(17 * SECOND)
  }
  assert.equal(false, visit.news.at(-1)?.failed)
  lms.clock.pass(MINUTE)
  assert.equal(true, visit.saver.isStored())
})

test('after the end there is no call at all', async () => {
  const lms = platform()
  const visit = begun(await lms.open())
  visit.type('vraag-1', 'klaar')
  visit.leave()
  const before = visit.calls.length
  visit.type('vraag-1', 'toch nog iets')
  lms.clock.pass(10 * MINUTE)
  visit.hurry()
  visit.leave()
  assert.equal(before, visit.calls.length)
})

test('session time is written at each commit, before Finish, and counts what was seen', async () => {
  for (const [format, forty, hundred] of /** @type {const} */ ([
    ['scorm12', '0000:00:40.00', '0000:01:40.00'],
    ['scorm2004-4', 'PT0H0M40S', 'PT0H1M40S'],
  ])) {
    const lms = platform({ format })
    const first = begun(await lms.open())
    lms.clock.pass(40 * SECOND)
    first.leave()
    assert.equal(forty, time(lms))
    const second = begun(await lms.open())
    second.watch.see(false)
    lms.clock.pass(75 * 60 * MINUTE)
    second.watch.see(true)
    second.type('vraag-1', 'x')
    lms.clock.pass(40 * SECOND)
    lms.clock.set(-120 * MINUTE)
    lms.clock.pass(60 * SECOND)
    second.leave()
    assert.equal(hundred, time(lms))
    const { calls } = second
    const finish = calls.findIndex(({ name }) => /Finish|Terminate/.test(name))
    assert.ok(
      calls.slice(0, finish).some(({ values }) => String(values[0]).endsWith('session_time')),
    )
  }
})
