// Makes the texts of a theme readable where they are not: WCAG 2.2, success criteria 1.4.3 and 1.4.11.

import { asHex, hex, linear, oklab, parsed, rgb } from './dark.mjs'

/** @typedef {Map<string, string>} Tokens */
/** @typedef {{name: string, back: string, from: string, to: string, ratio: number, needed: number}} Mended */

const TEXT = 4.5
const PART = 3
const PAGE = ['--page-paper', '--page-tint']
/** @type {[string, string[], number][]} a colour, those it stands on, and the contrast that takes */
const PAIRS = [
  ...['ink', 'muted', 'link', 'accent'].map((name) => pair(`--page-${name}`, PAGE)),
  pair('--page-on-accent', ['--page-accent']),
  pair('--utrecht-link-color', PAGE),
  pair('--utrecht-link-hover-color', PAGE),
  pair('--utrecht-button-secondary-action-color', PAGE),
  pair('--utrecht-button-subtle-color', PAGE),
  ...['', '-hover', '-active'].map((state) => onItsOwn(`--utrecht-button-primary-action${state}`)),
  ...['-hover', '-active'].flatMap((state) => ['secondary-action', 'subtle'].map((kind) => onItsOwn(`--utrecht-button-${kind}${state}`))),
  ...['neutral', 'success', 'warning', 'danger'].map((kind) => onItsOwn(`--utrecht-status-badge-${kind}`)),
  ...['textarea', 'textbox', 'select'].map((box) => onItsOwn(`--utrecht-${box}`)),
  ...['textarea', 'textbox', 'select'].map((box) => pair(`--utrecht-${box}-border-color`, ['--page-paper'], PART))
]

/**
 * Change each colour that cannot be read into the nearest of its hue that can.
 * @param {Tokens} tokens final values; they are changed
 * @returns {Mended[]}
 */
export function mend(tokens) {
  return PAIRS.flatMap(([name, backs, needed]) => {
    const from = shown(tokens, name)
    const grounds = backs.flatMap((back) => { const colour = shown(tokens, back); return colour ? [{ back, colour }] : [] })
    const worst = grounds.map(({ back, colour }) => ({ back, ratio: from ? contrast(from, colour) : Infinity })).sort((a, b) => a.ratio - b.ratio)[0]
    if (!from || !worst || worst.ratio >= needed) return []
    const to = nearest(from, grounds.map(({ colour }) => colour), needed)
    tokens.set(name, to)
    return [{ name, back: worst.back, from, to, ratio: worst.ratio, needed }]
  })
}

/** @param {string} name @param {string[]} backs @param {number} needed @returns {[string, string[], number]} */
function pair(name, backs, needed = TEXT) {
  return [name, backs, needed]
}

/** @param {string} component @returns {[string, string[], number]} */
function onItsOwn(component) {
  return [`${component}-color`, [`${component}-background-color`], TEXT]
}

/** The colour of a token as #rrggbb; null where it is none, or one that shows what lies under it. @param {Tokens} tokens @param {string} name */
function shown(tokens, name) {
  const value = tokens.get(name) ?? ''
  const mix = value.match(/^color-mix\(in oklab, (.+) ([\d.]+)%, (.+)\)$/)
  const colour = mix ? mixed(String(mix[1]), Number(mix[2]) / 100, String(mix[3])) : asHex(value)
  return colour?.length === 7 ? colour : null
}

/** @param {string} one @param {number} share @param {string} other */
function mixed(one, share, other) {
  const [first, second] = [asHex(one), asHex(other)]
  if (!first || !second) return null
  const [a, b] = [lab(first), lab(second)]
  return hex(rgb(share * a[0] + (1 - share) * b[0], share * a[1] + (1 - share) * b[1], share * a[2] + (1 - share) * b[2]))
}

/** @param {string} colour @param {string[]} grounds @param {number} needed black or white where no lightness does */
function nearest(colour, grounds, needed) {
  const [lightness, a, b] = lab(colour)
  const reads = (/** @type {string} */ tried) => grounds.every((ground) => contrast(tried, ground) >= needed)
  const steps = Array.from({ length: 401 }, (_, step) => step / 400).sort((one, other) => Math.abs(one - lightness) - Math.abs(other - lightness))
  for (const step of steps) {
    const tried = hex(rgb(step, a, b))
    if (reads(tried)) return tried
  }
  return contrast('#000000', String(grounds[0])) > contrast('#ffffff', String(grounds[0])) ? '#000000' : '#ffffff'
}

/** WCAG 2.2, contrast ratio. @param {string} one @param {string} other */
export function contrast(one, other) {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

/** WCAG 2.2, relative luminance. @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = parsed(colour)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** @param {string} colour */
function lab(colour) {
  const [red, green, blue] = parsed(colour)
  return oklab(red, green, blue)
}
