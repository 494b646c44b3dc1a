import assert from 'node:assert/strict'
import { test } from 'node:test'

import { findApi } from '../../../course/page/player/scorm/api.js'

const api = { LMSInitialize: () => 'true' }

/** @typedef {{parent: any, opener: any, API?: unknown, API_1484_11?: unknown}} Fake */

/** A window; without a parent it is its own, as in browsers. @param {Partial<Fake>} has @returns {Fake} */
function view(has = {}) {
  const made = { parent: null, opener: null, ...has }
  made.parent ??= made
  return made
}

/** A window of another origin. */
const foreign = new Proxy(view(), {
  get() {
    throw new DOMException('Blocked a frame', 'SecurityError')
  },
})

/** @param {Fake} start */
const find = (start) => findApi(start, 'API', 'LMSInitialize')

test('the API in the own window is found', () => {
  assert.equal(api, find(view({ API: api })))
})

test('the API seven windows up is found', () => {
  let inner = view({ API: api })
  for (let level = 0; level < 7; level++) inner = view({ parent: inner })
  assert.equal(api, find(inner))
})

test('the API in the opener, and in the parent of the opener, is found', () => {
  assert.equal(api, find(view({ opener: view({ API: api }) })))
  assert.equal(api, find(view({ opener: view({ parent: view({ API: api }) }) })))
})

test('the API in the opener of a parent is found', () => {
  assert.equal(api, find(view({ parent: view({ opener: view({ API: api }) }) })))
})

test('windows of another origin are passed by', () => {
  assert.equal(api, find(view({ opener: foreign, parent: view({ API: api }) })))
  assert.equal(null, find(view({ opener: foreign, parent: foreign })))
  assert.equal(api, find(view({ opener: foreign, parent: view({ opener: view({ API: api }) }) })))
})

test('the nearest API is taken', () => {
  const far = { LMSInitialize: () => 'false' }
  assert.equal(api, find(view({ parent: view({ API: api, parent: view({ API: far }) }) })))
})

test('a 1.2 package does not bind to the API of 2004', () => {
  assert.equal(null, find(view({ API_1484_11: { Initialize: () => 'true' } })))
})

test('what only bears the name is no API', () => {
  for (const API of [null, 'x', {}, { LMSInitialize: 'true' }, foreign])
    assert.equal(null, find(view({ API })))
})

test('windows that go round in a circle have an end', () => {
  const one = view()
  const two = view({ parent: one, opener: one })
  Object.assign(one, { parent: two, opener: two })
  assert.equal(null, find(one))
})
