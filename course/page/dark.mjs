// A dark scheme derived from a light one: each colour keeps its hue and turns its lightness over
// in OKLCH (Björn Ottosson, A perceptual color space for image processing, 2020).

/** The lightness that white and black become: soft on the eyes, and far enough apart. */
const PAPER = 0.21
const INK = 0.97

/** @param {Map<string, string>} tokens @returns {Map<string, string>} the same tokens for the dark */
export function darken(tokens) {
  return new Map(Array.from(tokens, ([name, value]) => [name, value.replace(/#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|rgba?\([^()]*\)|\b(?:white|black)\b/gi, turned)]))
}

/** @param {string} colour */
function turned(colour) {
  const [red, green, blue, alpha] = parsed(colour)
  const [lightness, a, b] = oklab(red, green, blue)
  const target = INK - (INK - PAPER) * lightness
  const calm = target > 0.6 ? 0.85 : 0.95
  return hex([...rgb(target, a * calm, b * calm), alpha])
}

/** @param {string} colour @returns {[number, number, number, number]} red, green, blue and alpha in 0–1 */
function parsed(colour) {
  if (colour === 'white') return [1, 1, 1, 1]
  if (colour === 'black') return [0, 0, 0, 1]
  if (colour.startsWith('#')) {
    const digits = colour.length < 6 ? colour.slice(1).replace(/./g, '$&$&') : colour.slice(1)
    const [r = 0, g = 0, b = 0, a = 255] = (digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16))
    return [r / 255, g / 255, b / 255, a / 255]
  }
  const [r = 0, g = 0, b = 0, a = 1] = (colour.match(/[\d.]+%?/g) ?? []).map((text, index) =>
    text.endsWith('%') ? parseFloat(text) / 100 : parseFloat(text) / (index < 3 ? 255 : 1))
  return [r, g, b, a]
}

/** @param {number[]} channels in 0–1 */
function hex(channels) {
  const pairs = channels.map((channel) => Math.round(Math.min(1, Math.max(0, channel)) * 255).toString(16).padStart(2, '0'))
  return '#' + (pairs[3] === 'ff' ? pairs.slice(0, 3) : pairs).join('')
}

/** @param {number} red @param {number} green @param {number} blue @returns {[number, number, number]} lightness, a, b */
function oklab(red, green, blue) {
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
function rgb(lightness, a, b) {
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
const linear = (channel) => channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

/** @param {number} channel */
const gamma = (channel) => channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055
