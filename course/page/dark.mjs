// A dark scheme derived from a light one: each colour keeps its hue and turns its lightness over
// in OKLCH (Björn Ottosson, A perceptual color space for image processing, 2020).

/** The lightness that white and black become: soft on the eyes, and far enough apart. */
const PAPER = 0.205
const INK = 0.97
/** Middle tones become lighter than a straight line would make them: they carry text and marks. */
const LIFT = 0.62
/** What was nearly black or white keeps little of its colour: a bright tint tires the eyes. */
const CHROMA = { ink: 0.35, paper: 0.6, between: 0.85 }

const COLOUR = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|(?:rgb|hsl)a?\([^()]*\)|(?<![\w-])(?:white|black)(?![\w-])/gi

/** The same value with its colours for the dark. @param {string} value without var() */
export const darkened = (value) => value.replace(COLOUR, turned)

/** A colour as #rrggbb or #rrggbbaa, null for any other text. @param {string} text */
export const asHex = (text) => text.replace(COLOUR, '') === '' && text !== '' ? hex(parsed(text.toLowerCase())) : null

/** @param {string} colour */
function turned(colour) {
  const [red, green, blue, alpha] = parsed(colour.toLowerCase())
  const [lightness, a, b] = oklab(red, green, blue)
  const dark = lightness < 0.35
  const target = dark ? INK - lightness / 4 : PAPER + (INK - PAPER) * (1 - lightness) ** LIFT
  const chroma = dark ? CHROMA.ink : lightness > 0.9 ? CHROMA.paper : CHROMA.between
  return hex([...rgb(target, a * chroma, b * chroma), alpha])
}

/** @param {string} colour @returns {[number, number, number, number]} red, green, blue and alpha in 0–1 */
export function parsed(colour) {
  if (colour === 'white') return [1, 1, 1, 1]
  if (colour === 'black') return [0, 0, 0, 1]
  if (colour.startsWith('#')) return fromHex(colour.length < 6 ? colour.slice(1).replace(/./g, '$&$&') : colour.slice(1))
  const [first = 0, second = 0, third = 0, alpha = 1] = (colour.match(/[\d.]+%?/g) ?? []).map((text) =>
    text.endsWith('%') ? parseFloat(text) / 100 : parseFloat(text))
  return colour.startsWith('hsl') ? [...fromHsl(first, second, third), alpha] : [first / 255, second / 255, third / 255, alpha]
}

/** @param {string} digits @returns {[number, number, number, number]} */
function fromHex(digits) {
  const [red = 0, green = 0, blue = 0, alpha = 255] = (digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16))
  return [red / 255, green / 255, blue / 255, alpha / 255]
}

/** CSS Color 4, section 7.1. @param {number} hue @param {number} saturation @param {number} light @returns {[number, number, number]} */
function fromHsl(hue, saturation, light) {
  /** @param {number} n */
  const channel = (n) => {
    const k = (n + hue / 30) % 12
    return light - saturation * Math.min(light, 1 - light) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return [channel(0), channel(8), channel(4)]
}

/** @param {number[]} channels in 0–1 */
export function hex(channels) {
  const pairs = channels.map((channel) => Math.round(Math.min(1, Math.max(0, channel)) * 255).toString(16).padStart(2, '0'))
  return '#' + (pairs[3] === 'ff' ? pairs.slice(0, 3) : pairs).join('')
}

/** @param {number} red @param {number} green @param {number} blue @returns {[number, number, number]} lightness, a, b */
export function oklab(red, green, blue) {
  const [r, g, b] = [linear(red), linear(green), linear(blue)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  ]
}

/** @param {number} lightness @param {number} a @param {number} b @returns {[number, number, number]} */
export function rgb(lightness, a, b) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  ]
}

/** @param {number} channel */
export const linear = (channel) => channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

/** @param {number} channel */
const gamma = (channel) => channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055
