import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { editions } from '../../practice_lms/static/lms/editions.js'
import { mangled, withFaults } from '../../practice_lms/static/lms/faults.js'
import { recorded } from '../../practice_lms/static/lms/record.js'
import { RunTime } from '../../practice_lms/static/lms/run-time.js'

/**
 * @typedef {import('../../practice_lms/static/lms/editions.js').EditionName} EditionName
 * @typedef {import('../../practice_lms/static/lms/faults.js').Faults} Faults
 * @typedef {import('../../practice_lms/static/lms/run-time.js').Api} Api
 */

const PROFILES = new URL('../../practice_lms/profiles/scorm/', import.meta.url)
/** @type {(name: string) => any} */
const profile = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, PROFILES), 'utf8'))
/** @type {Record<string, {faults?: Faults}>} */
const FAULTS = profile('faults')

/**
 * An LMS to play with: calls by their general names, what was sent, the last error.
 * @param {EditionName} name @param {string} platform @param {Record<string, string>} cmi
 * @param {Faults} faults
 */
function lms(name, platform = 'strict', cmi = {}, faults = {}) {
  const edition = editions[name]
  /** @type {{cmi: Record<string, string>, finished: boolean}[]} */
  const sent = []
  const store = (/** @type {Record<string, string>} */ data, /** @type {boolean} */ finished) => {
    sent.push({ cmi: data, finished })
    return true
  }
  const own = new RunTime(edition, profile(platform).limits[name], mangled(cmi, faults), store)
  const api = withFaults(own.api(), edition, faults)
  /** @type {(call: import('../../practice_lms/static/lms/editions.js').Call) => Api[string]} */
  const named =
    (call) =>
    (...values) =>
      api[edition.calls[call]]?.(...values)
  return {
    api,
    sent,
    initialize: () => named('initialize')(''),
    terminate: () => named('terminate')(''),
    get: named('get'),
    commit: () => named('commit')(''),
    set: (/** @type {string} */ element, /** @type {string} */ value) => [
      named('set')(element, value),
      Number(named('lastError')())
    ],
    error: () => Number(named('lastError')())
  }
}

/** @type {(name: EditionName, platform?: string, cmi?: Record<string, string>, faults?: Faults) => ReturnType<typeof lms>} */
function running(name, platform, cmi, faults) {
  const started = lms(name, platform, cmi, faults)
  started.initialize()
  return started
}

test('a strict 1.2 platform takes 4,096 printable characters of suspend data and no more', () => {
  const { set } = running('scorm12')
  assert.deepEqual(set('cmi.suspend_data', 'x'.repeat(4096)), ['true', 0])
  assert.deepEqual(set('cmi.suspend_data', 'x'.repeat(4097)), ['false', 405])
  assert.deepEqual(set('cmi.suspend_data', 'één'), ['false', 405])
  assert.deepEqual(set('cmi.suspend_data', 'een\ntwee'), ['false', 405])
})

test('a refused value leaves the old one standing', () => {
  const { set, get } = running('scorm12')
  set('cmi.suspend_data', 'oud')
  set('cmi.suspend_data', 'é')
  assert.equal(get('cmi.suspend_data'), 'oud')
})

test('Moodle takes 64,000 characters of any script with line breaks in 1.2', () => {
  const { set } = running('scorm12', 'moodle')
  assert.deepEqual(set('cmi.suspend_data', '😀\n'.repeat(20000)), ['true', 0])
  assert.deepEqual(set('cmi.suspend_data', 'x'.repeat(64001)), ['false', 405])
  set('cmi.interactions.0.id', 'q')
  assert.deepEqual(set('cmi.interactions.0.student_response', 'a\nb'), ['true', 0])
})

test('a response of 1.2 ends at 255 characters, one of 2004 at 4,000', () => {
  const strict = running('scorm12')
  strict.set('cmi.interactions.0.id', 'q')
  strict.set('cmi.interactions.0.type', 'fill-in')
  assert.deepEqual(strict.set('cmi.interactions.0.student_response', 'x'.repeat(256)), [
    'false',
    405
  ])
  const later = running('scorm2004')
  later.set('cmi.interactions.0.id', 'q')
  later.set('cmi.interactions.0.type', 'long-fill-in')
  assert.deepEqual(later.set('cmi.interactions.0.learner_response', 'x'.repeat(4000)), ['true', 0])
  assert.deepEqual(later.set('cmi.interactions.0.learner_response', 'x'.repeat(4001)), [
    'false',
    406
  ])
})

for (const platform of ['strict', 'moodle']) {
  test(`${platform}: a line break in a response or description of 2004 is error 406`, () => {
    const { set } = running('scorm2004', platform)
    set('cmi.interactions.0.id', 'q')
    set('cmi.interactions.0.type', 'long-fill-in')
    for (const element of ['learner_response', 'description']) {
      assert.deepEqual(set(`cmi.interactions.0.${element}`, 'a\nb'), ['false', 406])
    }
    assert.deepEqual(set('cmi.interactions.0.learner_response', '{lang=nl}a\nb'), ['false', 406])
  })
}

test('Moodle takes a comment with a line break only after a language', () => {
  const { set } = running('scorm2004', 'moodle')
  assert.deepEqual(set('cmi.comments_from_learner.0.comment', 'a\nb'), ['false', 406])
  assert.deepEqual(set('cmi.comments_from_learner.0.comment', '{lang=nl}a\nb'), ['true', 0])
})

test('a time stamp of 2004 has its zone only after a fraction', () => {
  const { set } = running('scorm2004')
  set('cmi.interactions.0.id', 'q')
  /** @type {(stamp: string) => unknown[]} */
  const stamped = (stamp) => set('cmi.interactions.0.timestamp', stamp)
  for (const good of ['2026-11-24T10:11:12', '2026-11-24T10:11:12.3', '2026-11-24T10:11:12.34Z'])
    assert.deepEqual(stamped(good), ['true', 0], good)
  for (const bad of ['2026-11-24T10:11:12Z', '2026-11-24T10:11:12.345', '2039-01-01T00:00:00'])
    assert.deepEqual(stamped(bad), ['false', 406], bad)
})

test('durations have at most two decimals', () => {
  const { set } = running('scorm2004')
  assert.deepEqual(set('cmi.session_time', 'PT1H2M3.45S'), ['true', 0])
  for (const bad of ['PT3.456S', 'P', 'PT', '00:00:03'])
    assert.deepEqual(set('cmi.session_time', bad), ['false', 406], bad)
  const earlier = running('scorm12')
  assert.deepEqual(earlier.set('cmi.core.session_time', '0000:01:02.50'), ['true', 0])
  assert.deepEqual(earlier.set('cmi.core.session_time', 'PT3S'), ['false', 405])
})

test('calls out of their order have the codes of the standard', () => {
  const twelve = lms('scorm12')
  assert.deepEqual([twelve.get('cmi.suspend_data'), twelve.error()], ['', 301])
  assert.deepEqual(
    [twelve.initialize(), twelve.initialize(), twelve.error()],
    ['true', 'false', 101]
  )
  twelve.terminate()
  assert.deepEqual(twelve.set('cmi.suspend_data', ''), ['false', 301])
  const later = lms('scorm2004')
  assert.deepEqual([later.get('cmi.suspend_data'), later.error()], ['', 122])
  assert.deepEqual(later.set('cmi.suspend_data', ''), ['false', 132])
  assert.deepEqual([later.commit(), later.error()], ['false', 142])
  assert.deepEqual([later.terminate(), later.error()], ['false', 112])
  assert.deepEqual([later.initialize(), later.initialize(), later.error()], ['true', 'false', 103])
  assert.deepEqual([later.terminate(), later.error()], ['true', 0])
  assert.deepEqual([later.initialize(), later.error()], ['false', 104])
  assert.deepEqual([later.get('cmi.suspend_data'), later.error()], ['', 123])
  assert.deepEqual(later.set('cmi.suspend_data', ''), ['false', 133])
  assert.deepEqual([later.commit(), later.error()], ['false', 143])
  assert.deepEqual([later.terminate(), later.error()], ['false', 113])
})

test('elements are read only, write only, unknown or without a value, each with its code', () => {
  const twelve = running('scorm12')
  assert.deepEqual(twelve.set('cmi.core.student_id', 'x'), ['false', 403])
  assert.deepEqual(twelve.set('cmi.core._children', 'x'), ['false', 402])
  assert.deepEqual(twelve.set('cmi.nothing', 'x'), ['false', 401])
  assert.deepEqual([twelve.get('cmi.core.exit'), twelve.error()], ['', 404])
  assert.deepEqual([twelve.get('cmi.suspend_data'), twelve.error()], ['', 0])
  assert.deepEqual([twelve.get('cmi.core.score._count'), twelve.error()], ['', 203])
  const later = running('scorm2004')
  assert.deepEqual(later.set('cmi.learner_id', 'x'), ['false', 404])
  assert.deepEqual(later.set('cmi.nothing', 'x'), ['false', 401])
  assert.deepEqual([later.get('cmi.exit'), later.error()], ['', 405])
  assert.deepEqual([later.get('cmi.suspend_data'), later.error()], ['', 403])
  assert.deepEqual(later.set('cmi.score.scaled', '1.5'), ['false', 407])
  assert.deepEqual(later.set('cmi.completion_status', 'done'), ['false', 406])
})

test('indices follow each other and an id comes first', () => {
  const later = running('scorm2004')
  assert.deepEqual(later.set('cmi.interactions.1.id', 'q'), ['false', 351])
  assert.deepEqual(later.set('cmi.interactions.0.type', 'other'), ['false', 408])
  assert.deepEqual(later.set('cmi.interactions.0.id', 'q'), ['true', 0])
  assert.deepEqual(later.set('cmi.interactions.0.learner_response', 'a'), ['false', 408])
  assert.deepEqual([later.get('cmi.interactions._count'), later.error()], ['1', 0])
  assert.deepEqual([later.get('cmi.interactions.1.id'), later.error()], ['', 301])
  const twelve = running('scorm12')
  assert.deepEqual(twelve.set('cmi.interactions.1.id', 'q'), ['false', 201])
  assert.deepEqual(twelve.set('cmi.interactions.0.id', 'een vraag'), ['false', 405])
})

test('children and version are told', () => {
  const twelve = running('scorm12')
  assert.equal(twelve.get('cmi._version'), '3.4')
  assert.match(
    String(twelve.get('cmi.core._children')),
    /^student_id,.*lesson_status,.*session_time$/
  )
  assert.equal(running('scorm2004').get('cmi._version'), '1.0')
})

test('a status or type that the edition does not have is refused', () => {
  const twelve = running('scorm12')
  assert.deepEqual(twelve.set('cmi.core.lesson_status', 'not attempted'), ['false', 405])
  assert.deepEqual(twelve.set('cmi.core.exit', 'normal'), ['false', 405])
  assert.deepEqual(twelve.set('cmi.interactions.0.type', 'long-fill-in'), ['false', 405])
})

test('comments are appended in Moodle and replaced elsewhere', () => {
  for (const [platform, comments] of Object.entries({ moodle: 'ab', strict: 'b' })) {
    const { set, get } = running('scorm12', platform)
    set('cmi.comments', 'a')
    set('cmi.comments', 'b')
    assert.equal(get('cmi.comments'), comments)
  }
})

test('a commit sends all, and finishing sends it once more', () => {
  const { set, commit, terminate, sent } = running('scorm12', 'strict', {
    'cmi.core.student_id': '201'
  })
  set('cmi.suspend_data', 'x')
  commit()
  terminate()
  assert.deepEqual(
    sent.map((each) => each.finished),
    [false, true]
  )
  assert.deepEqual(sent[1]?.cmi, { 'cmi.core.student_id': '201', 'cmi.suspend_data': 'x' })
})

test('every fault has a title, and only fields that a profile knows', () => {
  for (const [name, { title, ...fields }] of Object.entries(profile('faults'))) {
    assert.ok(title, name)
    for (const field of Object.keys(fields))
      assert.ok(['faults', 'page', 'headers'].includes(field), `${name}: ${field}`)
  }
})

test('every profile names its run-time, and a fake has limits for both editions', () => {
  const names = readdirSync(PROFILES).filter((name) => name !== 'faults.json')
  for (const name of names) {
    const { runtime, limits } = profile(name.replace('.json', ''))
    if (runtime !== 'scorm-again') assert.deepEqual(Object.keys(limits), ['scorm12', 'scorm2004'])
  }
})

/** @type {(fault: string) => Faults} */
const fault = (name) => FAULTS[name]?.faults ?? assert.fail(name)

test('commits fail always, three times, or lie', () => {
  const always = running('scorm12', 'strict', {}, fault('commit-false'))
  always.get('cmi.nothing')
  for (let time = 0; time < 9; time++) assert.equal(always.commit(), 'false')
  assert.deepEqual([always.error(), always.sent.length], [0, 0])
  const refused = running('scorm2004', 'strict', {}, fault('commit-refused'))
  assert.deepEqual([refused.commit(), refused.error()], ['false', 391])
  const thrice = running('scorm12', 'strict', {}, fault('commit-false-3'))
  const answers = [1, 2, 3, 4].map(() => thrice.commit())
  assert.deepEqual([answers, thrice.sent.length], [['false', 'false', 'false', 'true'], 1])
  const lying = running('scorm12', 'strict', {}, fault('commit-lies'))
  assert.deepEqual([lying.commit(), lying.sent.length], ['true', 0])
})

test('a commit answers null or throws, and finishing works all the same', () => {
  const nothing = running('scorm2004', 'strict', {}, fault('commit-null'))
  assert.deepEqual([nothing.commit(), nothing.error(), nothing.sent.length], [null, 0, 1])
  const throwing = running('scorm2004', 'strict', {}, fault('commit-throws'))
  assert.throws(throwing.commit)
  assert.equal(throwing.terminate(), 'true')
})

test('initialize is refused, with or without a session that runs already', () => {
  const refused = lms('scorm2004', 'strict', { 'cmi.learner_id': '201' }, fault('no-init'))
  assert.deepEqual([refused.initialize(), refused.error()], ['false', 102])
  assert.equal(refused.get('cmi.learner_id'), '')
  const runs = lms('scorm2004', 'strict', { 'cmi.learner_id': '201' }, fault('already-running'))
  assert.deepEqual([runs.initialize(), runs.error()], ['false', 103])
  assert.equal(runs.get('cmi.learner_id'), '201')
})

test('suspend data is cut, or loses what is not ASCII, without an error', () => {
  const cut = running('scorm12', 'moodle', {}, fault('cut-1000'))
  assert.deepEqual(cut.set('cmi.suspend_data', 'x'.repeat(2000)), ['true', 0])
  assert.equal(String(cut.get('cmi.suspend_data')).length, 1000)
  const marks = running('scorm12', 'moodle', {}, fault('ascii-marks'))
  marks.set('cmi.suspend_data', 'één')
  assert.equal(marks.get('cmi.suspend_data'), '??n')
})

test('the status reads empty after a commit until it is set again', () => {
  const { set, get, commit } = running('scorm12', 'strict', {}, fault('empty-status'))
  set('cmi.core.lesson_status', 'completed')
  commit()
  assert.equal(get('cmi.core.lesson_status'), '')
  set('cmi.core.lesson_status', 'completed')
  assert.equal(get('cmi.core.lesson_status'), 'completed')
})

for (const [name, given] of Object.entries({
  'back-html': '&#34;a&#34; + b%41 \\ \n',
  'back-plus': '"a"   b%41 \\ \n',
  'back-percent': '"a" + bA \\ \n',
  'back-crlf': '"a" + b%41 \\ \r\n',
  'back-trim': '"a" + b%41 \\',
  'back-backslash': '"a" + b%41 \\\\ \n',
  'back-script': ''
})) {
  test(`${name}: stored text comes back as that platform spoils it`, () => {
    const { get } = running(
      'scorm12',
      'moodle',
      { 'cmi.suspend_data': '"a" + b%41 \\ \n' },
      fault(name)
    )
    assert.equal(get('cmi.suspend_data'), given)
  })
}

test('text in a line of script loses its backslashes where no quote ends it', () => {
  const { get } = running(
    'scorm12',
    'moodle',
    { 'cmi.suspend_data': 'a\\u00e9\\d' },
    fault('back-script')
  )
  assert.equal(get('cmi.suspend_data'), 'aéd')
})

for (const [name, yes] of Object.entries({
  'answers-boolean': true,
  'answers-capital': 'True',
  'answers-digit': '1',
  'answers-number': 1
})) {
  test(`${name}: success is told as ${typeof yes} ${yes}`, () => {
    const { initialize, commit } = lms('scorm2004', 'strict', {}, fault(name))
    assert.deepEqual([initialize(), commit()], [yes, yes])
  })
}

test('set and commit answer nothing while initialize still does', () => {
  const { initialize, set, commit } = lms('scorm2004', 'strict', {}, fault('answers-undefined'))
  assert.deepEqual(
    [initialize(), set('cmi.location', 'x')[0], commit()],
    ['true', undefined, undefined]
  )
})

test('the last error is a number, empty or absent', () => {
  for (const [name, error] of Object.entries({ 'errors-number': 0, 'errors-empty': '' }))
    assert.equal(running('scorm2004', 'strict', {}, fault(name)).api['GetLastError']?.(), error)
  assert.equal(
    running('scorm2004', 'strict', {}, fault('errors-absent')).api['GetLastError'],
    undefined
  )
})

test('Moodle throws at commit and terminate after exitAll', () => {
  const { set, commit, terminate } = running('scorm2004', 'moodle', {}, profile('moodle').faults)
  set('adl.nav.request', 'exitAll')
  assert.throws(commit, TypeError)
  assert.throws(terminate, TypeError)
})

test('every call is written down with its answer and its error', () => {
  /** @type {import('../../practice_lms/static/lms/record.js').Recorded[]} */
  const calls = []
  const { api } = running('scorm12')
  const written = recorded(api, editions.scorm12, calls)
  written['LMSSetValue']?.('cmi.core.student_id', 'x')
  written['LMSGetLastError']?.()
  const [set] = calls
  assert.deepEqual(
    [set?.name, set?.values, set?.result, set?.error],
    ['LMSSetValue', ['cmi.core.student_id', 'x'], 'false', '403']
  )
})
