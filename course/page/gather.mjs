// What a style sheet of design tokens sets: packages of NL Design System set custom properties in
// rules for the theme's class, and may hold a dark scheme in a media query or a class beside it.

import postcss from 'postcss'

/** @typedef {Map<string, string>} Tokens */

/** An address that a browser would fetch; a theme's pictures and fonts are not taken along. */
const FETCHED = /url\(\s*["']?(?!data:)/i

/**
 * The custom properties that a style sheet sets on the root element, for light and for dark.
 * @param {string} css
 * @param {string} theme the class of the theme
 * @returns {[Tokens, Tokens]}
 */
export function gathered(css, theme) {
  /** @type {[Tokens, Tokens]} */
  const found = [new Map(), new Map()]
  each(css, (rule) => {
    const scheme = schemeOf(rule, theme)
    if (scheme === null) return
    rule.each((node) => {
      if (node.type !== 'decl' || !node.prop.startsWith('--') || FETCHED.test(node.value)) return
      found[scheme].set(node.prop, node.value.trim())
    })
  })
  return found
}

/** The classes of rules that set custom properties, without those of a scheme, and `:root`. @param {string} css */
export function classes(css) {
  /** @type {Set<string>} */
  const found = new Set()
  each(css, (rule) => {
    if (!rule.nodes.some((node) => node.type === 'decl' && node.prop.startsWith('--'))) return
    for (const [, name] of rule.selector.matchAll(/(?:\.|(?=:root))([\w-]+|:root)/g)) if (name && !/--/.test(name)) found.add(name)
  })
  return [...found]
}

/** @param {string} css @param {(rule: import('postcss').Rule) => void} see */
const each = (css, see) => { postcss.parse(css).walkRules(see) }

/** 0 light, 1 dark, null where the rule is not about the root element. @param {import('postcss').Rule} rule @param {string} theme */
function schemeOf(rule, theme) {
  const media = queries(rule)
  if (media.some((query) => !/prefers-color-scheme|^(all|screen)$/.test(query))) return null
  const ends = rule.selectors.map((selector) => end(selector, theme)).filter((name) => name !== null)
  if (ends.length === 0) return null
  const dark = media.some((query) => /prefers-color-scheme:\s*dark/.test(query))
  return dark || ends.every((name) => name.endsWith('dark')) ? 1 : 0
}

/**
 * What follows the theme's class in a selector of the root element: "" or "--color-scheme-dark".
 * @param {string} selector @param {string} theme @returns {string | null}
 */
function end(selector, theme) {
  const bare = selector.replace(/^:(?:where|is)\((.*)\)$/, '$1').replace(/^(?::root|:host|html)(?=.)/, '')
  if (bare === ':root' || bare === ':host' || bare === 'html') return ''
  if (bare !== `.${theme}` && !bare.startsWith(`.${theme}--`)) return null
  const suffix = bare.slice(theme.length + 1)
  return /^[\w-]*$/.test(suffix) ? suffix : null
}

/** The media queries around a rule. @param {import('postcss').Rule} rule */
function queries(rule) {
  /** @type {string[]} */
  const found = []
  for (let at = rule.parent; at && at.type !== 'root'; at = at.parent) {
    if (at.type === 'atrule' && 'name' in at && at.name === 'media') found.push(String(at.params).trim())
  }
  return found
}
