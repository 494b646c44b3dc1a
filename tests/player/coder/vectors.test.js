// vectors.json was written once. What stands there lies in the databases of LMSs: a coder that
// cannot read it loses answers. Never change it; a new version of the coder gets a file of its own.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decode, encode } from '../../../course/page/player/coder/coder.js'
import { alphabets, json } from './samples.js'

/** @type {Record<string, string>[]} */
const vectors = json('coder/vectors.json')

for (const alphabet of alphabets) {
  test(`what an earlier coder wrote in ${alphabet} is read`, () => {
    for (const { text, [alphabet]: code = '' } of vectors) assert.equal(text, decode(code))
  })

  test(`what an earlier coder wrote in ${alphabet} is written again`, () => {
    for (const { text = '', [alphabet]: code } of vectors)
      assert.equal(code, encode(text, alphabet))
  })
}
