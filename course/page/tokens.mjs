// Design tokens: values of custom properties that refer to each other with var().

/** What `lookup` answers for a name that stays a variable of the page. */
export const KEEP = Symbol('keep')

/**
 * @typedef {(name: string) => string | null | typeof KEEP} Lookup null: there is no such token
 *
 * Write out the var() of a value.
 * @param {string} value
 * @param {Lookup} lookup
 * @param {(name: string) => string} rename what a name that stays is called
 * @returns {string | null} null where a name without fallback does not exist: the declaration is
 *   invalid at computed-value time (CSS Custom Properties 1, section 3.3)
 */
export function resolve(value, lookup, rename = (name) => name) {
  const start = value.indexOf('var(')
  if (start < 0) return value
  const end = closing(value, start + 3)
  const [name, fallback] = parts(value.slice(start + 4, end))
  const rest = resolve(value.slice(end + 1), lookup, rename)
  const middle = substitute(name, fallback, lookup, rename)
  return rest === null || middle === null ? null : value.slice(0, start) + middle + rest
}

/** @param {string} name @param {string | null} fallback @param {Lookup} lookup @param {(name: string) => string} rename */
function substitute(name, fallback, lookup, rename) {
  const found = lookup(name)
  if (typeof found === 'string') return found
  const instead = fallback === null ? null : resolve(fallback, lookup, rename)
  if (found === null) return instead
  return instead === null ? `var(${rename(name)})` : `var(${rename(name)}, ${instead})`
}

/** What house colours fill in later (house.py); no theme sets these. */
const LATER = '--house-'

/** The value of one token, with all that it refers to. @param {string} name @param {Map<string, string>} tokens @param {Set<string>} seen @returns {string | null} */
export function final(name, tokens, seen = new Set()) {
  const value = tokens.get(name)
  if (value === undefined || seen.has(name)) return null
  return resolve(value, (inner) => inner.startsWith(LATER) ? KEEP : final(inner, tokens, new Set([...seen, name])))
}

/** The names that a text reads with var(). @param {string} text */
export function names(text) {
  return new Set(Array.from(text.matchAll(/var\(\s*(--[\w-]+)/g), ([, name]) => String(name)))
}

/** @param {string} content what stands between the brackets of var() @returns {[string, string | null]} */
function parts(content) {
  const comma = content.indexOf(',')
  return comma < 0 ? [content.trim(), null] : [content.slice(0, comma).trim(), content.slice(comma + 1).trim()]
}

/** @param {string} text @param {number} open the place of a "(" */
function closing(text, open) {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return at
  }
  throw new Error(`var() without end: ${text}`)
}
