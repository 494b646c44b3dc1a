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
import { darkened } from './dark.mjs'
import { KEEP, final, names, resolve } from './tokens.mjs'

/** @typedef {{name: string, title: string, class: string, light: string[], dark?: string[]}} Theme */
/** @typedef {Map<string, string>} Tokens */

const BASE = 'voorbeeld'
/** Variables that other style sheets of the project may read too. */
const OURS = '--page-'
/** Locked-down laptops lag behind: about three years of browsers. */
const TARGETS = { chrome: 111 << 16, edge: 111 << 16, firefox: 115 << 16, safari: 16 << 16 | 4 << 8 }
const COMPONENTS = [
  'node_modules/@utrecht/component-library-css/dist/index.css'
]
const OWN = ['base', 'frame', 'start', 'part', 'questions', 'video', 'cards', 'worksheets', 'plain', 'reflections', 'print']
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
  const [light, dark] = schemes(
    await packages([...base.light, ...(theme === base ? [] : theme.light)]),
    await packages(theme.dark ?? []),
    await own(['themes/page', `themes/${theme.name}`])
  )
  const root = postcss.parse(`@layer components{${components}}@layer app{${await own(OWN)}}`)
  root.walkAtRules('charset', (rule) => { rule.remove() })
  const [day, night] = fill(root, light, dark)
  const css = `@layer base,theme,components,app;@layer theme{${block(day)}@media screen and (prefers-color-scheme:dark){${block(night)}}}${root}`
  return transform({ filename: `${theme.name}.css`, code: Buffer.from(shortened(css)), minify: true, targets: TARGETS }).code
}

/**
 * The final values of a theme's tokens in light and dark. What the theme's own dark style sheet or
 * ours (in `@media (prefers-color-scheme: dark)`) changes is taken from there, the rest is derived.
 * @param {string} theme @param {string} itsDark @param {string} ours @returns {[Tokens, Tokens]}
 */
function schemes(theme, itsDark, ours) {
  const [[base], [given], [own, ownDark]] = [tokens(theme), tokens(itsDark), tokens(ours)]
  const light = finals(new Map([...base, ...own]))
  const dark = finals(new Map([...base, ...given, ...own, ...ownDark]))
  for (const [name, value] of dark) {
    const chosen = ownDark.has(name) || (given.has(name) && !own.has(name))
    if (!chosen && value === light.get(name)) dark.set(name, darkened(value))
  }
  return [light, dark]
}

/** @param {Tokens} raw @returns {Tokens} */
function finals(raw) {
  /** @type {Tokens} */
  const found = new Map()
  for (const name of raw.keys()) {
    const value = final(name, raw)
    if (value !== null) found.set(name, value)
  }
  return found
}

/** The custom properties that a style sheet sets, for light and for dark. @param {string} css @returns {[Tokens, Tokens]} */
function tokens(css) {
  /** @type {[Tokens, Tokens]} */
  const found = [new Map(), new Map()]
  postcss.parse(css).walkDecls(/^--/, ({ prop, value, parent }) => {
    const dark = parent?.parent?.type === 'atrule'
    found[dark ? 1 : 0].set(prop, value)
  })
  return found
}

/**
 * Write out in the rules what is the same in both schemes; give what stays variable.
 * @param {import('postcss').Root} root @param {Tokens} light @param {Tokens} dark @returns {[Tokens, Tokens]}
 */
function fill(root, light, dark) {
  const local = declared(root)
  const same = alike(light, dark)
  root.walkDecls((declaration) => {
    const value = resolve(declaration.value, (name) => {
      if (local.has(name) || light.get(name) !== dark.get(name)) return KEEP
      return light.get(name) ?? null
    }, (name) => local.has(name) ? name : same(name))
    declaration.value = value ?? (declaration.prop.startsWith('--') ? 'initial' : 'unset')
  })
  const read = names(root.toString())
  root.walkDecls(/^--/, (declaration) => { if (!read.has(declaration.prop)) declaration.remove() })
  for (const name of light.keys()) if (name.startsWith(OURS)) read.add(name)
  return [variables(read, light), variables(read, dark, light)]
}

/** The custom properties that rules set. @param {import('postcss').Root} root */
function declared(root) {
  /** @type {Set<string>} */
  const found = new Set()
  root.walkDecls(/^--/, ({ prop }) => { found.add(prop) })
  return found
}

/**
 * One name for all tokens with the same two values, our own names first.
 * @param {Tokens} light @param {Tokens} dark @returns {(name: string) => string}
 */
function alike(light, dark) {
  /** @type {Tokens} */
  const chosen = new Map()
  const pair = (/** @type {string} */ name) => `${light.get(name)}|${dark.get(name)}`
  const byLength = [...light.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const ours = (/** @type {string} */ name) => name.startsWith(OURS)
  for (const name of [...byLength.filter(ours), ...byLength]) {
    if (!chosen.has(pair(name))) chosen.set(pair(name), name)
  }
  return (name) => chosen.get(pair(name)) ?? name
}

/** The tokens of `read` with their values, where they differ from those of `other`. @param {Set<string>} read @param {Tokens} all @param {Tokens} [other] */
function variables(read, all, other = new Map()) {
  return new Map([...all].filter(([name, value]) => read.has(name) && value !== other.get(name)))
}

/** @param {Tokens} values */
function block(values) {
  return `:root{${Array.from(values, ([name, value]) => `${name}:${value}`).join(';')}}`
}

/** Give the design system's own variables short names: nothing outside the style sheet reads them. @param {string} css */
function shortened(css) {
  /** @type {Tokens} */
  const short = new Map()
  return css.replace(/--_?(?:utrecht|basis|voorbeeld|denhaag|purmerend|nl|todo|lux|ams|rods|rhc|of|example|clippy)-[\w-]+/g, (name) => {
    if (!short.has(name)) short.set(name, `--${short.size.toString(36)}`)
    return String(short.get(name))
  })
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
