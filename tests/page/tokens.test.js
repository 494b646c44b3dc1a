import assert from 'node:assert/strict'
import { test } from 'node:test'
import { darkened } from '../../course/page/dark.mjs'
import { KEEP, final, names, resolve } from '../../course/page/tokens.mjs'

/** @param {Record<string, string | typeof KEEP>} values */
const lookup = (values) => (/** @type {string} */ name) => values[name] ?? null

test('a token is written out where it is used', () => {
  assert.equal(resolve('1px solid var(--line)', lookup({ '--line': '#123' })), '1px solid #123')
})

test('a token that does not exist gives way to its fallback', () => {
  assert.equal(resolve('var(--none, var(--nor, 2px))', lookup({})), '2px')
})

test('without a fallback it leaves the declaration without a value', () => {
  assert.equal(resolve('var(--a) var(--none)', lookup({ '--a': '1px' })), null)
})

test('a variable of the page stays, with its fallback written out', () => {
  assert.equal(resolve('var(--own, var(--a))', lookup({ '--own': KEEP, '--a': 'red' })), 'var(--own, red)')
})

test('a variable of the page can be called by another name', () => {
  assert.equal(resolve('var(--own)', lookup({ '--own': KEEP }), () => '--short'), 'var(--short)')
})

test('brackets within a fallback are kept together', () => {
  assert.equal(resolve('calc(var(--x, calc(1px + (2px))) * 2)', lookup({})), 'calc(calc(1px + (2px)) * 2)')
})

test('a token is followed through all that it refers to', () => {
  const tokens = new Map([['--a', 'var(--b)'], ['--b', 'calc(var(--c) * 2)'], ['--c', '3px']])
  assert.equal(final('--a', tokens), 'calc(3px * 2)')
})

test('tokens that refer to each other in a circle have no value', () => {
  assert.equal(final('--a', new Map([['--a', 'var(--b)'], ['--b', 'var(--a)']])), null)
})

test('the names that are read are found', () => {
  assert.deepEqual([...names('a{b:var(--x, var( --y ))}')], ['--x', '--y'])
})

test('white becomes dark and black becomes light', () => {
  assert.deepEqual([darkened('#fff'), darkened('white'), darkened('rgb(255 255 255)')], Array(3).fill('#171717'))
  assert.equal(darkened('#000000'), '#f5f5f5')
})

test('every way to write a colour is turned over alike', () => {
  const ways = ['#5115ef', '#5115efff', 'rgb(81, 21, 239)', 'rgba(81, 21, 239, 1)']
  assert.equal(new Set(ways.map(darkened)).size, 1)
})

test('what is see-through stays so', () => {
  assert.equal(darkened('rgba(0, 0, 0, 0)').slice(-2), '00')
  assert.equal(darkened('hsl(0 0% 0% / 50%)').slice(-2), '80')
})

test('a name that holds a colour word is no colour', () => {
  assert.equal(darkened('var(--theme-white-space)'), 'var(--theme-white-space)')
})

test('text that can be read on its ground in the light can be read in the dark', () => {
  for (const [ink, ground] of [['#001a40', '#ffffff'], ['#ffffff', '#5115ef'], ['#00568b', '#e3f3fd'], ['#105f26', '#ddf7e4']]) {
    assert.ok(contrast(darkened(String(ink)), darkened(String(ground))) >= 4.5, `${ink} on ${ground}`)
  }
})

/** WCAG 2.2, contrast ratio. @param {string} one @param {string} other */
function contrast(one, other) {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

/** WCAG 2.2, relative luminance. @param {string} colour */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = (colour.slice(1).match(/../g) ?? []).map((pair) => {
    const value = parseInt(pair, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
