// Makes what the pages are delivered with, once, at set-up: the player's bundles, a finished style
// sheet per theme, the program that finishes more of them, and scorm-again for the practice LMS.
// Run by course/page/frontend.py.

import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'

/** Each by its file; the coder is loaded by the package's player when it needs it. */
const PLAYERS = { package: 'package.js', tool: 'tool.js', coder: 'coder/coder.js' }

await mkdir('course/page/built', { recursive: true })
await Promise.all([players(), finisher(), practiceLms()])
const { styles } = await import('./styles.mjs')
await styles()

/** Bundle the player, once for each kind of host. */
async function players() {
  await Promise.all(Object.entries(PLAYERS).map(([name, file]) => build({
    entryPoints: [`course/page/player/${file}`], outfile: `course/page/built/${name}.js`,
    bundle: true, minify: true, format: 'iife', target: 'es2022', charset: 'utf8',
    legalComments: 'none', logLevel: 'warning',
    ...(name === 'coder' ? { globalName: 'werkpakketCoder' } : {})
  })))
}

/** Bundle what `werkpakket theme add` runs, so that an installation needs no packages for it. */
async function finisher() {
  const { metafile } = await build({
    entryPoints: ['course/page/added.mjs'], outfile: 'course/page/built/added.mjs',
    bundle: true, minify: true, format: 'esm', platform: 'node', target: 'node24',
    banner: { js: "import { createRequire } from 'node:module';const require=createRequire(import.meta.url);" }, // for postcss
    legalComments: 'none', logLevel: 'warning', metafile: true
  })
  await writeFile('course/page/built/added.LICENSES.txt', await licences(Object.keys(metafile.inputs)))
}

/** The licences of the packages that files come from. @param {string[]} files */
async function licences(files) {
  const packages = new Set(files.flatMap((file) => file.match(/^node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []))
  const texts = await Promise.all([...packages].sort().map(async (name) => `${name.slice(13)}\n\n${await readFile(`${name}/LICENSE`, 'utf8')}`))
  return texts.join('\n\n')
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
