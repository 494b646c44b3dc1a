// What `werkpakket theme add` runs: style sheets of a municipality's package in, a finished theme
// out, both as JSON. Bundled into one file at set-up (build.mjs), so that it needs no packages.

import { readFileSync } from 'node:fs'
import { CssSyntaxError } from 'postcss'
import { asHex } from './dark.mjs'
import { BASE, OURS, finished, schemes } from './finish.mjs'
import { classes, gathered } from './gather.mjs'
import { mend } from './readable.mjs'
import { names } from './tokens.mjs'

/** @typedef {import('./finish.mjs').Frame} Frame */
/** @typedef {import('./finish.mjs').Tokens} Tokens */
/** @typedef {{class: string, light: string, dark: string}} Given the style sheets of a package */


/** voorbeeld's own colour of buttons, and what its other steps are of it. */
const VIOLET = '--voorbeeld-kleuren-violet-'
const STEPS = { 50: '4%, white', 100: '9%, white', 200: '17%, white', 300: '35%, white', 400: '84%, white', 600: '80%, black', 700: '45%, black' }

/**
 * Finish a theme, or say why it is none.
 * @param {Frame} frame @param {Given} given
 */
export function added(frame, given) {
  const known = classes(given.light)
  if (!known.includes(given.class)) return { problem: 'class', classes: known }
  const base = schemes(frame, { class: BASE, light: '', dark: '', own: '' })[0]
  const theme = { ...given, own: gaps(frame, given, base) }
  const [light, dark] = schemes(frame, theme)
  if (!recoloured(names(frame.sheet), light, base)) return { problem: 'colours' }
  const mended = { light: mend(light), dark: mend(dark) }
  const changed = [...mended.light, ...mended.dark].map(({ name }) => name)
  const own = changed.length ? theme.own + settled(changed, light, dark) : theme.own
  return { css: finished(frame, { ...theme, own }), mended }
}

/** Whether a theme changes a colour that a page shows. @param {Set<string>} read @param {Tokens} light @param {Tokens} base */
function recoloured(read, light, base) {
  return [...read].some((name) => {
    const colour = asHex(light.get(name) ?? '')
    return colour !== null && colour !== asHex(base.get(name) ?? '')
  })
}

/** Let the violet that would show in a theme's gaps be the theme's own colour of buttons. @param {Frame} frame @param {Given} given @param {Tokens} base */
function gaps(frame, given, base) {
  const accent = schemes(frame, { ...given, own: '' })[0].get('--page-accent')
  const chosen = gathered(given.light, given.class)[0].has(`${VIOLET}500`)
  if (accent === undefined || chosen || accent === base.get('--page-accent')) return ''
  const steps = Object.entries(STEPS).map(([step, share]) => `${VIOLET}${step}:color-mix(in oklab, ${accent} ${share})`)
  return `:root{${[`${VIOLET}500:${accent}`, ...steps].join(';')}}`
}

/** Set tokens in both schemes, and all of our own, which are mixed of them. @param {string[]} changed @param {Tokens} light @param {Tokens} dark */
function settled(changed, light, dark) {
  const names = [...new Set([...changed, ...[...light.keys()].filter((name) => name.startsWith(OURS))])]
  const set = (/** @type {Tokens} */ tokens) => `:root{${names.map((name) => `${name}:${tokens.get(name)}`).join(';')}}`
  return `${set(light)}@media (prefers-color-scheme: dark){${set(dark)}}`
}

/** What is wrong with CSS that cannot be read. @param {unknown} error */
function broken(error) {
  if (error instanceof CssSyntaxError) return { problem: 'css', reason: `${error.reason} (${error.line}:${error.column})` }
  throw error
}

if (import.meta.main) {
  const frame = JSON.parse(readFileSync(new URL('frame.json', import.meta.url), 'utf8'))
  const given = JSON.parse(readFileSync(0, 'utf8'))
  let answer
  try { answer = added(frame, given) } catch (error) { answer = broken(error) }
  process.stdout.write(JSON.stringify(answer))
}
