// Texts that several tests of the coder use.

import { readFileSync } from 'node:fs'

/** @param {string} path from tests/player @returns {any} */
export const json = (path) =>
  JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))

/** @type {Record<string, string>} answers that have broken something somewhere, by name */
export const answers = json('data/antwoorden.json')

/** @type {string[]} seventeen reflections of several voices that the model has not seen */
export const reflections = json('data/reflecties.json')

/** @type {import('../../../course/page/player/coder/letters.js').Alphabet[]} */
export const alphabets = ['base64url', 'base85']

/** What a strict SCORM 1.2 LMS holds. */
export const ROOM = 4096
