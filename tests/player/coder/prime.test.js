import assert from 'node:assert/strict'
import { test } from 'node:test'

import { encode, prime, primeNow } from '../../../course/page/player/coder/coder.js'
import { json } from './samples.js'

/** @type {Record<string, string>[]} */
const vectors = json('coder/vectors.json')

const check = () => {
  for (const { text = '', base64url } of vectors) assert.equal(base64url, encode(text, 'base64url'))
}

test('a page that closes while the coder is being primed can still encode', async () => {
  const underway = prime(1)
  await new Promise((resolve) => setTimeout(resolve, 5))
  check()
  await underway
  check()
})

test('priming again changes nothing', async () => {
  await prime()
  primeNow()
  check()
})
