import assert from 'node:assert/strict'
import { test } from 'node:test'

import { connect } from '../../../course/page/player/scorm/connection.js'
import { editions } from '../../../course/page/player/scorm/editions.js'

/**
 * @import { Edition } from '../../../course/page/player/scorm/editions.js'
 */

const scorm12 = /** @type {Edition} */ (editions['scorm12'])
const scorm2004 = /** @type {Edition} */ (editions['scorm2004-4'])

/**
 * A session with an API that answers always the same.
 *
 * @param {Record<string, unknown>} answers by call; a function is called
 */
function session(answers) {
  /** @type {string[]} */
  const calls = []
  /** @param {string} name @param {unknown} otherwise */
  const method =
    (name, otherwise) =>
    (/** @type {string[]} */ ...values) => {
      calls.push(name)
      const answer = name in answers ? answers[name] : otherwise
      return typeof answer === 'function' ? answer(...values) : answer
    }
  const names = ['LMSInitialize', 'LMSFinish', 'LMSSetValue', 'LMSCommit']
  const api = {
    ...Object.fromEntries(names.map((name) => [name, method(name, 'true')])),
    LMSGetValue: method('LMSGetValue', ''),
    LMSGetLastError: method('LMSGetLastError', '0'),
  }
  if ('LMSGetLastError' in answers && answers['LMSGetLastError'] === null)
    Reflect.deleteProperty(api, 'LMSGetLastError')
  return { calls, connection: connect(api, scorm12) }
}

for (const yes of ['true', 'True', 'TRUE', true, 1, '1', null, undefined, '']) {
  test(`${JSON.stringify(yes)} with error 0 is a success`, () => {
    const { connection } = session({
      LMSInitialize: yes,
      LMSSetValue: yes,
      LMSCommit: yes,
      LMSFinish: yes,
    })
    assert.equal(connection.begin(), false)
    assert.equal(connection.isOpen(), true)
    assert.deepEqual(
      [true, true, true],
      [connection.set('a', 'b'), connection.commit(), connection.end()],
    )
  })
}

for (const no of ['false', 'False', false, 0, '0']) {
  test(`${JSON.stringify(no)} is a failure, whatever the error code`, () => {
    const { connection } = session({ LMSSetValue: no, LMSCommit: no })
    connection.begin()
    assert.deepEqual([false, false], [connection.set('a', 'b'), connection.commit()])
  })
}

for (const none of ['0', 0, '', undefined, null]) {
  test(`GetLastError ${JSON.stringify(none)} is no error`, () => {
    const { connection } = session({ LMSGetLastError: none, LMSSetValue: null })
    assert.equal(connection.begin(), false)
    assert.equal(connection.isOpen(), true)
    assert.equal(true, connection.set('a', 'b'))
  })
}

test('an error code after "true" is a refusal of the value', () => {
  const { connection } = session({ LMSGetLastError: '405' })
  connection.begin()
  assert.equal(false, connection.set('a', 'b'))
})

test('after every set the error code is read', () => {
  const { connection, calls } = session({})
  connection.begin()
  connection.set('a', 'b')
  connection.set('c', 'd')
  assert.deepEqual(
    ['LMSInitialize', 'LMSSetValue', 'LMSGetLastError', 'LMSSetValue', 'LMSGetLastError'],
    calls,
  )
})

test('calls that throw do not reach the page', () => {
  const fail = () => {
    throw new TypeError('gone')
  }
  const { connection } = session({
    LMSSetValue: fail,
    LMSCommit: fail,
    LMSFinish: fail,
    LMSGetValue: fail,
    LMSGetLastError: fail,
  })
  assert.equal(connection.begin(), false)
  assert.equal(connection.isOpen(), true)
  assert.deepEqual(
    [false, false, '', false],
    [connection.set('a', 'b'), connection.commit(), connection.get('a'), connection.end()],
  )
})

test('there is exactly one Terminate, and no call after it', () => {
  const { connection, calls } = session({ LMSFinish: 'false' })
  connection.begin()
  connection.end()
  const before = calls.length
  connection.end()
  connection.set('a', 'b')
  connection.commit()
  assert.equal('', connection.get('a'))
  assert.equal(before, calls.length)
})

test('there is no call before Initialize worked', () => {
  const { connection, calls } = session({ LMSInitialize: 'false', LMSGetLastError: '102' })
  connection.begin()
  assert.equal(connection.isOpen(), false)
  const before = calls.length
  connection.get('a')
  connection.end()
  assert.equal(before, calls.length)
})

test('a session that is running already is gone on with', () => {
  for (const code of ['101', '103']) {
    const { connection } = session({ LMSInitialize: 'false', LMSGetLastError: code })
    assert.equal(connection.begin(), false)
    assert.equal(connection.isOpen(), true)
  }
})

test('a session that was ended is told apart', () => {
  const api = { Initialize: () => 'false', GetLastError: () => '104' }
  assert.equal(connect(api, scorm2004).begin(), true)
})

test('values that are missing read as nothing', () => {
  for (const value of [null, undefined, '']) {
    const { connection } = session({ LMSGetValue: value })
    connection.begin()
    assert.equal('', connection.get('a'))
  }
})
