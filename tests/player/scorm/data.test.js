import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import * as coder from '../../../course/page/player/coder/coder.js'
import { begun, platform, questions, texts } from '../support/platform.js'
import { browser } from '../support/shelf.js'

/** @type {string[]} */
const reflections = JSON.parse(readFileSync('tests/player/data/reflecties.json', 'utf8'))
const MINUTE = 60_000

/** Dutch reflection of that length over all questions. @param {number} length */
function reflect(length) {
  const each = Math.floor(length / questions.length)
  return Object.fromEntries(
    questions.map((id, index) => [id, (reflections[index] ?? '').repeat(20).slice(0, each)]),
  )
}

/**
 * @param {Awaited<ReturnType<ReturnType<typeof platform>['open']>>} visit
 * @param {Record<string, string>} answers
 */
async function fillIn(visit, answers) {
  for (const [id, text] of Object.entries(answers)) {
    begun(visit).type(id, text)
    await new Promise(setImmediate)
  }
}

/** @param {ReturnType<typeof platform>} lms */
const stored = ({ cmi }) => cmi['cmi.suspend_data'] ?? ''

test('little text stands there plainly', async () => {
  const lms = platform()
  const visit = begun(await lms.open())
  await fillIn(visit, reflect(1500))
  visit.leave()
  assert.match(stored(lms), /^p/)
})

test('what outgrows plain text goes through the coder, within 4,096 characters of ASCII', async () => {
  const lms = platform()
  const answers = reflect(9000)
  const visit = begun(await lms.open())
  await fillIn(visit, answers)
  assert.equal(visit.leave(), 'held')
  assert.match(stored(lms), /^[\x20-\x7e]{1000,4096}$/)
  assert.deepEqual(answers, texts(begun(await lms.open())))
})

test('11,500 characters of reflection come back from a strict SCORM 1.2 platform', async () => {
  const whole = reflections.reduce((sum, { length }) => sum + length, 0)
  const answers = Object.fromEntries(
    questions.map((id, index) => {
      const text = reflections[index] ?? ''
      return [id, text.slice(0, Math.ceil((text.length * 11_500) / whole))]
    }),
  )
  const lms = platform()
  const visit = begun(await lms.open())
  await fillIn(visit, answers)
  assert.equal(visit.leave(), 'held')
  assert.ok(stored(lms).length <= 4096)
  assert.deepEqual(answers, texts(begun(await lms.open())))
})

test('where a platform takes more, more is used', async () => {
  const lms = platform({ name: 'moodle' })
  const answers = reflect(40_000)
  const visit = begun(await lms.open())
  await fillIn(visit, answers)
  assert.equal(visit.leave(), 'held')
  assert.deepEqual(answers, texts(begun(await lms.open())))
})

test('before room runs out the learner sees how much is left; on Moodle nobody is alarmed', async () => {
  for (const [name, alarmed] of /** @type {const} */ ([
    ['strict', true],
    ['moodle', false],
  ])) {
    const visit = begun(await platform({ name }).open())
    await fillIn(visit, reflect(10_500))
    visit.hurry()
    const left = visit.news.at(-1)?.left ?? null
    assert.equal(alarmed, left !== null, `${name}: ${left}`)
    if (left !== null) assert.ok(left > 300 && left < 3000, String(left))
  }
})

test('more room is looked for once, and not used before it is needed', async () => {
  for (const name of /** @type {const} */ (['strict', 'moodle'])) {
    const lms = platform({ name })
    const visit = begun(await lms.open())
    await fillIn(visit, reflect(10_500))
    for (const word of ['nog', 'een', 'woord']) {
      visit.type('vraag-1', word)
      lms.clock.pass(MINUTE)
    }
    const longest = visit.calls.filter(
      ({ values }) => values[0] === 'cmi.suspend_data' && String(values[1]).length > 4096,
    )
    assert.equal(1, longest.length)
    assert.ok(stored(lms).length <= 4096)
  }
})

test('what does not fit is said, stays whole in the browser, and the rest is saved', async () => {
  const lms = platform()
  const { tab } = browser()
  const shelf = tab()
  const visit = begun(await lms.open({ shelf }))
  const answers = reflect(9000)
  await fillIn(visit, answers)
  lms.clock.pass(MINUTE)
  visit.type('vraag-17', reflections.join(' ').slice(0, 8000))
  visit.type('vraag-1', `${answers['vraag-1']} En nog iets.`)
  lms.clock.pass(MINUTE)
  assert.deepEqual(['vraag-17'], visit.news.at(-1)?.late)
  assert.equal(false, visit.news.at(-1)?.failed)
  assert.equal(false, visit.saver.isStored())
  assert.equal(visit.leave(), 'full')
  const elsewhere = texts(begun(await lms.open()))
  assert.equal(answers['vraag-17'], elsewhere['vraag-17'])
  assert.equal(`${answers['vraag-1']} En nog iets.`, elsewhere['vraag-1'])
  const here = texts(begun(await lms.open({ shelf: tab() })))
  assert.equal(8000, here['vraag-17']?.length)
})

test('what to leave out is found in few tries, and leaving without changes takes none', async () => {
  let tries = 0
  /** @type {typeof coder.encode} */
  const encode = (text, alphabet) => {
    tries++
    return coder.encode(text, alphabet)
  }
  const lms = platform()
  const visit = begun(await lms.open({ coder: async () => ({ ...coder, encode }) }))
  const odd = reflections.map((text) => text + [...text].reverse().join(''))
  await fillIn(visit, Object.fromEntries(questions.map((id, index) => [id, odd[index] ?? ''])))
  lms.clock.pass(MINUTE)
  assert.ok((visit.news.at(-1)?.late.length ?? 0) > 5)
  assert.ok(tries <= 6, String(tries))
  tries = 0
  visit.leave()
  assert.equal(0, tries)
})

test('a closing tab that is hidden and then left encodes once', async () => {
  let tries = 0
  /** @type {typeof coder.encode} */
  const encode = (text, alphabet) => {
    tries++
    return coder.encode(text, alphabet)
  }
  const lms = platform({ faults: { commit: { answer: false, stores: false } } })
  const visit = begun(await lms.open({ coder: async () => ({ ...coder, encode }) }))
  await fillIn(visit, reflect(9000))
  lms.clock.pass(MINUTE)
  visit.type('vraag-1', 'de laatste letter')
  tries = 0
  lms.clock.pass(1)
  visit.hurry()
  visit.leave()
  assert.equal(1, tries)
})

test('a platform that cuts without a word is found out, and nothing cut stays there', async () => {
  const lms = platform({ name: 'moodle', faults: { cut: 1000 } })
  const { tab } = browser()
  const visit = begun(await lms.open({ shelf: tab() }))
  await fillIn(visit, reflect(600))
  lms.clock.pass(MINUTE)
  visit.type('vraag-5', reflections.join(' ').slice(0, 9000))
  lms.clock.pass(MINUTE)
  assert.deepEqual(['vraag-5'], visit.news.at(-1)?.late)
  visit.leave()
  const elsewhere = begun(await lms.open())
  assert.equal(false, elsewhere.locked)
  assert.equal(9000, texts(begun(await lms.open({ shelf: tab() })))['vraag-5']?.length)
})

test('what waited for the coder is saved when it comes', async () => {
  const lms = platform()
  /** @type {(loaded: typeof coder) => void} */
  let arrive = () => {}
  const visit = begun(await lms.open({ coder: () => new Promise((resolve) => (arrive = resolve)) }))
  await fillIn(visit, reflect(9000))
  lms.clock.pass(MINUTE)
  assert.ok((visit.news.at(-1)?.late.length ?? 0) > 0)
  arrive(coder)
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.deepEqual([], visit.news.at(-1)?.late)
  assert.equal(true, visit.saver.isStored())
})

test('room that is made by shortening is used again', async () => {
  const lms = platform()
  const visit = begun(await lms.open())
  await fillIn(visit, { ...reflect(9000), 'vraag-17': reflections.join(' ').slice(0, 8000) })
  lms.clock.pass(MINUTE)
  assert.ok((visit.news.at(-1)?.late.length ?? 0) > 0)
  visit.type('vraag-17', 'kort')
  lms.clock.pass(MINUTE)
  assert.deepEqual([], visit.news.at(-1)?.late)
  assert.equal(true, visit.saver.isStored())
})

test('more than any platform promises is kept in the browser as a whole, until it proved to hold', async () => {
  const lms = platform({ name: 'moodle' })
  const { tab } = browser()
  const first = begun(await lms.open({ shelf: tab() }))
  const answers = reflect(20_000)
  await fillIn(first, answers)
  first.leave()
  // the server's own database cuts: only the next visit shows it
  lms.cmi['cmi.suspend_data'] = stored(lms).slice(0, 4096)
  const second = begun(await lms.open({ shelf: tab() }))
  assert.equal(true, second.locked)
  assert.deepEqual(answers, texts(second))
})

test('a platform that takes nothing at all is a failure, not a lack of room', async () => {
  const lms = platform({ name: 'moodle' })
  const visit = begun(await lms.open())
  visit.api['LMSSetValue'] = () => 'false'
  visit.type('vraag-1', 'x')
  lms.clock.pass(MINUTE)
  assert.deepEqual({ failed: true, late: [], left: null }, visit.news.at(-1))
})

test('in 2004 long answers stand there plainly', async () => {
  for (const format of /** @type {const} */ (['scorm2004-3', 'scorm2004-4'])) {
    const lms = platform({ format })
    const visit = begun(await lms.open())
    await fillIn(visit, reflect(30_000))
    assert.equal(visit.leave(), 'held')
    assert.match(stored(lms), /^p/)
  }
})
