// Makes what the pages are delivered with, once, at set-up: the player's bundles, a finished style
// sheet per theme, and scorm-again for the practice LMS. Run by course/page/frontend.py.

import { copyFile, mkdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { build } from 'esbuild'

const PLAYERS = ['package', 'tool']

await mkdir('course/page/built', { recursive: true })
await Promise.all([players(), practiceLms()])
const { styles } = await import('./styles.mjs')
await styles()

/** Bundle the player, once for each kind of host. */
async function players() {
  const entries = PLAYERS.map((name) => `course/page/player/${name}.js`).filter(existsSync)
  await build({
    entryPoints: entries, outdir: 'course/page/built', bundle: true, minify: true, format: 'iife',
    target: 'es2022', charset: 'utf8', legalComments: 'none', logLevel: 'warning'
  })
}

/** Give the practice LMS its run-time environments, with their licence. */
async function practiceLms() {
  const from = 'node_modules/scorm-again'
  await mkdir('practice_lms/built', { recursive: true })
  await Promise.all([
    copyFile(`${from}/dist/scorm12.min.js`, 'practice_lms/built/scorm12.min.js'),
    copyFile(`${from}/dist/scorm2004.min.js`, 'practice_lms/built/scorm2004.min.js'),
    copyFile(`${from}/LICENSE`, 'practice_lms/built/scorm-again.LICENSE.txt')
  ])
}
