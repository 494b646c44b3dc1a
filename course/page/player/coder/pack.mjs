/**
 * Packs the priming text into primed.js: `node course/page/player/coder/pack.mjs`.
 *
 * Words first, then prose, then the questions of the module as they were when
 * this was frozen. Each paragraph of the prose is an answer and ends in U+001F,
 * but for those of the last file, so that the model has also seen answers of
 * several paragraphs.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { RADIX, toLetters } from './letters.js'
import { pack } from './primer.js'

/** @param {string} name */
const read = (name) => readFileSync(new URL(`priming/${name}.txt`, import.meta.url), 'utf8')

/** @param {string} text */
const answers = (text) => text.replaceAll('\n', '\u001f')

export const primingText = () =>
  [
    read('words'),
    ...['prose-1', 'prose-2', 'prose-3'].map((name) => answers(read(name))),
    read('prose-4'),
    read('questions'),
  ].join('')

/** @returns {string} the module that holds the packed text */
export const primedModule =
  () => `/** The priming text, packed by pack.mjs. Frozen: see primer.js. */
export const PACKED =
  '${toLetters(pack(primingText()), RADIX.base85)}'
`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('primed.js', import.meta.url), primedModule())
}
