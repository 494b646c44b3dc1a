import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { browser } from '../support/shelf.js'
import { assertSame, begun, module, platform, questions, texts } from '../support/platform.js'

/**
 * @import { Api } from '../../../practice_lms/static/lms/run-time.js'
 */

/** @type {Record<string, string>} */
const difficult = JSON.parse(readFileSync('tests/player/data/antwoorden.json', 'utf8'))
const MINUTE = 60_000
const LIE = { answer: true, stores: false }
/** @param {ReturnType<typeof platform>} lms */
const status = ({ cmi }) => cmi['cmi.core.lesson_status'] ?? cmi['cmi.completion_status']

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
  visit.saver.anew()
  visit.hurry()
  visit.leave()
  assert.deepEqual({ 'vraag-1': 'nieuwe tekst' }, texts(begun(await lms.open())))
})

test('what an LMS fails to give is not taken for nothing, nor overwritten', async () => {
  const lms = platform({ format: 'scorm2004-4' })
  const first = begun(await lms.open())
  first.type('vraag-1', 'van gisteren')
  first.leave()
  const before = lms.cmi['cmi.suspend_data']
  /** @param {Api} api */
  const spoil = (api) => {
    const get = api['GetValue']
    api['GetValue'] = (element) => {
      if (element === 'cmi.suspend_data') throw new TypeError('network')
      return get?.(element)
    }
  }
  const second = begun(await lms.open({ spoil }))
  assert.equal(true, second.locked)
  second.type('vraag-1', 'van vandaag')
  second.leave()
  assert.equal(before, lms.cmi['cmi.suspend_data'])
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
