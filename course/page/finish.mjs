// Finishes a theme: the components of NL Design System with the theme's design tokens filled in.
// Used at set-up for the themes of the project, and by `werkpakket theme add` (added.mjs).
//
// A theme's tokens are set on the root element alone, so their values are known here. A token that
// is the same in light and dark is written out where it is used; one that differs stays a variable
// of the root element.

import postcss from 'postcss'
import { darkened } from './dark.mjs'
import { gathered } from './gather.mjs'
import { KEEP, final, names, resolve } from './tokens.mjs'

/** @typedef {Map<string, string>} Tokens */
/**
 * @typedef {{sheet: string, tokens: string, page: string}} Frame what all themes share, as CSS:
 *   the components and our own style; the tokens of voorbeeld, which fill a theme's gaps; and what
 *   our own style reads, in terms of any theme
 * @typedef {{class: string, light: string, dark: string, own: string}} Theme as CSS: the theme's
 *   tokens, those of its dark scheme, and our betterments
 */

export const BASE = 'voorbeeld-theme'
/** Variables that other style sheets of the project may read too. */
export const OURS = '--page-'

/** The notices of the components, whose licence asks that they stay (EUPL-1.2, article 5). */
const NOTICE = '/*! NL Design System components © 2020-2025 Frameless B.V., Gemeente Utrecht, NL Design System Community. EUPL-1.2 */\n'

/** The finished style sheet of a theme. @param {Frame} frame @param {Theme} theme */
export function finished(frame, theme) {
  const [light, dark] = schemes(frame, theme)
  const root = postcss.parse(frame.sheet)
  const [day, night] = fill(root, light, dark)
  return NOTICE + shortened(`@layer base;@layer theme{${block(day)}@media screen and (prefers-color-scheme:dark){${block(night)}}}${root}`)
}

/**
 * The final values of a theme's tokens in light and dark. What the theme's own dark scheme or ours
 * changes is taken from there, the rest is derived.
 * @param {Frame} frame @param {Theme} theme @returns {[Tokens, Tokens]}
 */
export function schemes(frame, theme) {
  const [base, [page, pageDark], [own, ownDark]] = [gathered(frame.tokens, BASE)[0], gathered(frame.page, BASE), gathered(theme.own, BASE)]
  const [plain, given] = gathered(theme.light, theme.class)
  for (const [name, value] of gathered(theme.dark, theme.class).flatMap((found) => [...found])) given.set(name, value)
  const ours = new Map([...page, ...own])
  const oursDark = new Map([...pageDark, ...ownDark])
  const light = finals(new Map([...base, ...plain, ...ours]))
  const dark = finals(new Map([...base, ...plain, ...given, ...ours, ...oursDark]))
  for (const [name, value] of dark) {
    const chosen = oursDark.has(name) || (given.has(name) && !ours.has(name))
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

/**
 * Give the design system's own variables short names: nothing outside the style sheet reads them.
 * Those of our own rules (`--gutter`, and `--done` of the player) are one word and stay.
 * @param {string} css
 */
function shortened(css) {
  /** @type {Tokens} */
  const short = new Map()
  return css.replace(/(?<![\w-])--(?!page-|house-)\w+-[\w-]+/g, (name) => {
    if (!short.has(name)) short.set(name, `--${short.size.toString(36)}`)
    return String(short.get(name))
  })
}
