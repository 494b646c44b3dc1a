// A finished style sheet per theme: the components of NL Design System with the theme's design
// tokens filled in, without what no page uses.
//
// A theme's tokens are set on the root element alone, so their values are known here. A token that
// is the same in light and dark is written out where it is used; one that differs stays a variable
// of the root element, so that house colours can still override it.

import { readFile, writeFile } from 'node:fs/promises'
import { transform } from 'lightningcss'
import postcss from 'postcss'
import { PurgeCSS } from 'purgecss'
import { darken } from './dark.mjs'
import { KEEP, final, names, resolve } from './tokens.mjs'

/** @typedef {{name: string, title: string, class: string, light: string[], dark?: string[]}} Theme */
/** @typedef {Map<string, string>} Tokens */

const BASE = 'voorbeeld'
/** Locked-down laptops lag behind: about three years of browsers. */
const TARGETS = { chrome: 111 << 16, edge: 111 << 16, firefox: 115 << 16, safari: 16 << 16 | 4 << 8 }
const COMPONENTS = [
  'node_modules/@utrecht/component-library-css/dist/index.css'
]
const OWN = ['base', 'frame', 'start', 'part', 'questions', 'video', 'cards', 'worksheets', 'plain', 'print']
const PAGES = [
  'course/page/templates/**/*.jinja', 'course/page/player/**/*.js',
  'lti_app/**/templates/**/*.*', 'practice_lms/**/templates/**/*.*'
]
/** What Markdown can become (course/markdown.py). */
const PROSE = ['p', 'ul', 'ol', 'li', 'a', 'em', 'strong', 'blockquote', 'h3', 'h4', 'h5', 'img', 'table', 'th', 'td', 'code', 'pre', 'hr', 'del', 'sup', 'sub']

/** Write `course/page/built/<theme>.css` for each theme of themes.json. */
export async function styles() {
  /** @type {Theme[]} */
  const themes = JSON.parse(await readFile('course/page/themes.json', 'utf8'))
  const base = themes.find((theme) => theme.name === BASE)
  if (!base) throw new Error(`themes.json lacks ${BASE}`)
  const components = await purged(await concatenated(COMPONENTS))
  for (const theme of themes) {
    const css = await finished(theme, base, components)
    await writeFile(`course/page/built/${theme.name}.css`, css)
  }
}

/** @param {Theme} theme @param {Theme} base @param {string} components */
async function finished(theme, base, components) {
  const own = await concatenated([...OWN, `themes/${theme.name}`].map((name) => `course/page/styles/${name}.css`))
  const light = tokens(await packages([...base.light, ...(theme === base ? [] : theme.light)]))
  const dark = new Map([...darken(light), ...tokens(await packages(theme.dark ?? []))])
  const root = postcss.parse(`@layer components{${components}}@layer app{${own}}`)
  const [day, night] = fill(root, light, dark)
  const css = `@layer base,theme,components,app;@layer theme{${block(day)}@media screen and (prefers-color-scheme:dark){${block(night)}}}${root}`
  return transform({ filename: `${theme.name}.css`, code: Buffer.from(css), minify: true, targets: TARGETS }).code
}

/** The custom properties of the root element in a theme's style sheet. @param {string} css @returns {Tokens} */
function tokens(css) {
  /** @type {Tokens} */
  const found = new Map()
  postcss.parse(css).walkDecls(/^--/, ({ prop, value }) => { found.set(prop, value) })
  return found
}

/**
 * Write out in the rules what is the same in both schemes; give what stays variable.
 * @param {import('postcss').Root} root @param {Tokens} light @param {Tokens} dark @returns {[Tokens, Tokens]}
 */
function fill(root, light, dark) {
  /** @type {Set<string>} */
  const local = new Set()
  root.walkDecls(/^--/, ({ prop }) => { local.add(prop) })
  root.walkDecls((declaration) => {
    const value = resolve(declaration.value, (name) => {
      const day = final(name, light)
      return local.has(name) || day !== final(name, dark) ? KEEP : day
    })
    declaration.value = value ?? (declaration.prop.startsWith('--') ? 'initial' : 'unset')
  })
  const read = names(root.toString())
  root.walkDecls(/^--/, (declaration) => { if (!read.has(declaration.prop)) declaration.remove() })
  return [variables(read, light), variables(read, dark, light)]
}

/** The tokens of `read` with their values, where they differ from those of `other`. @param {Set<string>} read @param {Tokens} all @param {Tokens} [other] */
function variables(read, all, other = new Map()) {
  /** @type {Tokens} */
  const kept = new Map()
  for (const name of read) {
    const value = final(name, all)
    if (value !== null && value !== final(name, other)) kept.set(name, value)
  }
  return kept
}

/** @param {Tokens} values */
function block(values) {
  return `:root{${Array.from(values, ([name, value]) => `${name}:${value}`).join(';')}}`
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

/** @param {string[]} files */
const concatenated = async (files) => (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
