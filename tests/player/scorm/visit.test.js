import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import fc from 'fast-check'

import { text as anyText } from '../support/states.js'
import { browser } from '../support/shelf.js'
import { begun, count, formats, module, platform, questions, texts } from '../support/platform.js'

/** @type {Record<string, string>} */
const difficult = JSON.parse(readFileSync('tests/player/data/antwoorden.json', 'utf8'))
const SECOND = 1000
const MINUTE = 60 * SECOND
const LIE = { answer: true, stores: false }
const SAY_NO = { answer: false, stores: false }

/** Long texts say by their id which differs. @param {Record<string, string>} texts @param {Record<string, string>} found */
function assertSame(texts, found) {
  assert.deepEqual(Object.keys(texts).sort(), Object.keys(found).sort())
  for (const [id, text] of Object.entries(texts)) assert.ok(text === found[id], id)
}

/** @param {ReturnType<typeof platform>} lms */
const status = ({ cmi }) => cmi['cmi.core.lesson_status'] ?? cmi['cmi.completion_status']
/** @param {ReturnType<typeof platform>} lms */
const time = ({ cmi }) => cmi['cmi.core.session_time'] ?? cmi['cmi.session_time']

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
    assert.equal(true, first.leave())
    assertSame(difficult, texts(begun(await lms.open())))
  })
}

for (const mangle of /** @type {const} */ ([
  'html',
  'plus',
  'percent',
  'crlf',
  'trim',
  'backslash',
  'script',
])) {
  test(`stored text that comes back spoilt (${mangle}) is read all the same`, async () => {
    const lms = platform({ name: 'moodle', faults: { mangle } })
    const first = begun(await lms.open())
    for (const [id, text] of Object.entries(difficult)) first.type(id, text)
    first.leave()
    assertSame(difficult, texts(begun(await lms.open())))
  })
}

test('what cannot be read is left alone, and nothing is lowered', async () => {
  const lms = platform()
  lms.cmi['cmi.suspend_data'] = 'p0000000[|kapot|]'
  lms.cmi['cmi.core.lesson_status'] = 'completed'
  const shelf = browser().tab()
  const visit = begun(await lms.open({ shelf }))
  assert.equal(true, visit.locked)
  visit.type('vraag-1', 'nieuwe tekst')
  lms.clock.pass(5 * MINUTE)
  visit.leave()
  assert.equal('p0000000[|kapot|]', lms.cmi['cmi.suspend_data'])
  assert.equal('completed', status(lms))
  assert.deepEqual({ 'vraag-1': 'nieuwe tekst' }, texts(begun(await lms.open({ shelf }))))
})

test('the learner can begin again without what cannot be read', async () => {
  const lms = platform()
  lms.cmi['cmi.suspend_data'] = 'onleesbaar'
  const visit = begun(await lms.open())
  visit.type('vraag-1', 'nieuwe tekst')
  visit.saver.unlock()
  visit.hurry()
  visit.leave()
  assert.deepEqual({ 'vraag-1': 'nieuwe tekst' }, texts(begun(await lms.open())))
})

test('short forms are not overwritten when the coder cannot be fetched', async () => {
  const lms = platform()
  const first = begun(await lms.open())
  for (const id of questions)
    first.type(id, 'Wat mij opviel is dat de inwoner niet centraal staat. '.repeat(8))
  await new Promise(setImmediate)
  first.type('vraag-1', 'af')
  lms.clock.pass(MINUTE)
  first.leave()
  const before = lms.cmi['cmi.suspend_data'] ?? ''
  assert.ok(before !== '' && !before.startsWith('p'))
  const second = begun(await lms.open({ coder: () => Promise.reject(new Error('offline')) }))
  assert.equal(true, second.locked)
  second.leave()
  assert.equal(before, lms.cmi['cmi.suspend_data'])
})

test('a version without a question keeps its answer, and the old version has it again', async () => {
  const lms = platform()
  const first = begun(await lms.open())
  first.type('vraag-3', 'straks weg')
  first.type('vraag-4', 'blijft')
  first.leave()
  const changed = {
    ...module,
    questions: ['nieuw', ...questions.filter((id) => id !== 'vraag-3')].reverse(),
  }
  const second = begun(await lms.open({ module: changed, place: '/versie-2/' }))
  assert.deepEqual({ 'vraag-3': 'straks weg', 'vraag-4': 'blijft' }, texts(second))
  second.type('nieuw', 'erbij')
  second.leave()
  assert.deepEqual(
    { 'vraag-3': 'straks weg', 'vraag-4': 'blijft', nieuw: 'erbij' },
    texts(begun(await lms.open())),
  )
})

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

test('an LMS that says "true" and stores nothing: the browser has the text', async () => {
  const lms = platform({ faults: { commit: LIE } })
  const shelf = browser().tab()
  const visit = begun(await lms.open({ shelf }))
  visit.type('vraag-1', 'niet kwijt')
  lms.clock.pass(MINUTE)
  // the tab crashes: no Finish
  assert.equal(undefined, lms.cmi['cmi.suspend_data'])
  assert.deepEqual({ 'vraag-1': 'niet kwijt' }, texts(begun(await lms.open({ shelf }))))
})

test('what an earlier visit could not save goes to the LMS at once', async () => {
  const lms = platform({ faults: { commit: LIE } })
  const shelf = browser().tab()
  begun(await lms.open({ shelf })).type('vraag-1', 'niet kwijt')
  delete lms.faults.commit
  begun(await lms.open({ shelf }))
  assert.match(lms.cmi['cmi.suspend_data'] ?? '', /niet kwijt/)
  assert.equal('niet kwijt', lms.report()['vraag-1'])
})

test('what the LMS is seen to hold at the next visit leaves the browser', async () => {
  const lms = platform()
  const { items, tab } = browser()
  const first = begun(await lms.open({ shelf: tab() }))
  first.type('vraag-1', 'vertrouwelijk')
  first.leave()
  begun(await lms.open({ shelf: tab() }))
  assert.ok(![...items.values()].some((value) => value.includes('vertrouwelijk')))
})

test('another learner of the same browser sees nothing', async () => {
  const lms = platform()
  const { tab } = browser()
  const first = begun(await lms.open({ shelf: tab() }))
  first.type('vraag-1', 'van leerling 1')
  const other = platform({ learner: 'l-2' })
  assert.deepEqual({}, texts(begun(await other.open({ shelf: tab() }))))
})

test("a reload that brings yesterday's state does not bring back yesterday's text", async () => {
  const lms = platform()
  const { tab } = browser()
  const first = begun(await lms.open({ shelf: tab() }))
  first.type('vraag-1', 'gisteren')
  first.leave()
  const yesterday = { ...lms.cmi }
  lms.clock.pass(24 * 60 * MINUTE)
  const second = begun(await lms.open({ shelf: tab() }))
  second.type('vraag-1', 'vandaag')
  second.leave()
  Object.assign(lms.cmi, yesterday)
  const third = begun(await lms.open({ shelf: tab() }))
  assert.deepEqual({ 'vraag-1': 'vandaag' }, texts(third))
  third.leave()
  assert.deepEqual({ 'vraag-1': 'vandaag' }, texts(begun(await lms.open())))
})

test('an older copy in this browser does not overwrite what another machine wrote', async () => {
  const lms = platform()
  const [here, there] = [browser(), browser()]
  lms.faults.commit = LIE
  const first = begun(await lms.open({ shelf: here.tab() }))
  first.type('vraag-1', 'hier, niet opgeslagen')
  lms.clock.pass(MINUTE)
  delete lms.faults.commit
  const second = begun(await lms.open({ shelf: there.tab() }))
  second.type('vraag-1', 'elders, later')
  second.leave()
  const third = begun(await lms.open({ shelf: here.tab() }))
  const answer = third.work.state().answers.get('vraag-1')
  assert.equal('elders, later', answer?.text)
  assert.equal('hier, niet opgeslagen', answer?.other?.text)
})

test('going on at another machine asks nothing on return', async () => {
  const lms = platform()
  const [here, there] = [browser(), browser()]
  for (const [machine, text] of /** @type {const} */ ([
    [here, 'thuis'],
    [there, 'op kantoor anders'],
    [here, 'thuis weer anders'],
    [there, 'nog eens'],
  ])) {
    const visit = begun(await lms.open({ shelf: machine.tab() }))
    assert.equal(undefined, visit.work.state().answers.get('vraag-1')?.other)
    visit.type('vraag-1', text)
    lms.clock.pass(MINUTE)
    visit.leave()
  }
})

test('two tabs at once: the last one to save takes nothing from the other', async () => {
  const lms = platform()
  const { tab } = browser()
  const one = begun(await lms.open({ shelf: tab() }))
  const two = begun(await lms.open({ shelf: tab() }))
  one.type('vraag-1', 'uit tab 1')
  two.type('vraag-2', 'uit tab 2')
  lms.clock.pass(MINUTE)
  one.leave()
  two.leave()
  assert.deepEqual(
    { 'vraag-1': 'uit tab 1', 'vraag-2': 'uit tab 2' },
    texts(begun(await lms.open())),
  )
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
      assert.equal(true, visit.leave())
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
  assert.equal(true, visit.leave())
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
  assert.equal(false, visit.type('vraag-1', 'toch nog iets'))
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
