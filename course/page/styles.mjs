// A finished style sheet per theme, made at set-up, without what no page uses.

import { readFile, writeFile } from 'node:fs/promises'
import { transform } from 'lightningcss'
import { PurgeCSS } from 'purgecss'
import { finished } from './finish.mjs'

/** @typedef {{name: string, class: string, light: string[], dark?: string[]}} Theme files of packages */

/** What house colours are filled into, by Python alone (house.py). @type {Theme} */
const HOUSE = { name: 'house', class: 'voorbeeld-theme', light: [] }
const BASE = 'voorbeeld'
/** Locked-down laptops lag behind: about three years of browsers. */
const TARGETS = { chrome: 111 << 16, edge: 111 << 16, firefox: 115 << 16, safari: 16 << 16 | 4 << 8 }
const COMPONENTS = [
  'node_modules/@utrecht/component-library-css/dist/index.css'
]
const OWN = ['base', 'frame', 'logo', 'start', 'part', 'questions', 'video', 'cards', 'worksheets', 'plain', 'tables', 'reflections', 'print']
const PAGES = [
  'course/page/templates/**/*.jinja', 'course/page/player/**/*.js',
  'lti_app/**/templates/**/*.*', 'practice_lms/**/templates/**/*.*'
]
/** What Markdown can become (course/markdown.py). */
const PROSE = ['p', 'ul', 'ol', 'li', 'a', 'em', 'strong', 'blockquote', 'h3', 'h4', 'h5', 'img', 'table', 'th', 'td', 'code', 'pre', 'hr', 'del', 'sup', 'sub']

/** Write `course/page/built/<theme>.css` for each theme, and what themes to come are made of. */
export async function styles() {
  /** @type {Theme[]} */
  const themes = JSON.parse(await readFile('course/page/themes.json', 'utf8'))
  const base = themes.find((theme) => theme.name === BASE)
  if (!base) throw new Error(`themes.json lacks ${BASE}`)
  const frame = { sheet: await sheet(), tokens: await packages(base.light), page: await own(['themes/page']) }
  await writeFile('course/page/built/frame.json', JSON.stringify(frame))
  for (const theme of [...themes, HOUSE]) {
    const css = finished(frame, {
      class: theme.class,
      light: await packages(theme.light),
      dark: await packages(theme.dark ?? []),
      own: await own([`themes/${theme.name}`])
    })
    await writeFile(`course/page/built/${theme.name}.css`, css)
  }
}

/** The components and our own style, small, in what the browsers of {@link TARGETS} know. */
async function sheet() {
  const css = `@layer components{${await purged(await concatenated(COMPONENTS))}}@layer app{${await own(OWN)}}`
  return transform({ filename: 'sheet.css', code: Buffer.from(css), minify: true, targets: TARGETS }).code.toString()
}

/** Leave out what no page uses. @param {string} css */
async function purged(css) {
  const [result] = await new PurgeCSS().purge({
    content: [...PAGES, { raw: PROSE.join(' '), extension: 'html' }], css: [{ raw: css }], keyframes: true
  })
  if (!result) throw new Error('PurgeCSS gave no style sheet')
  return result.css
}

/** @param {string[]} files */
const packages = (files) => concatenated(files.map((file) => `node_modules/${file}`))

/** @param {string[]} names */
const own = (names) => concatenated(names.map((name) => `course/page/styles/${name}.css`))

/** @param {string[]} files */
const concatenated = async (files) => (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
