import assert from 'node:assert/strict'
import { test } from 'node:test'
import { added } from '../../course/page/added.mjs'
import { asHex } from '../../course/page/dark.mjs'
import { finished } from '../../course/page/finish.mjs'
import { classes, gathered } from '../../course/page/gather.mjs'
import { contrast, mend } from '../../course/page/readable.mjs'

const FRAME = {
  sheet: '@layer components{.a{color:var(--utrecht-root-color);background:var(--own,var(--utrecht-button-primary-action-background-color))}.b{border-color:var(--none)}.c{color:var(--voorbeeld-kleuren-violet-600)}}@layer app{.d{--gap:1px;--utrecht-own-gap:2px;inline-size:calc(var(--gap) + var(--utrecht-own-gap))}}',
  tokens: '.voorbeeld-theme{--voorbeeld-kleuren-violet-500:#5115ef;--voorbeeld-kleuren-violet-600:#3b0fb0;--utrecht-root-color:#001a40;--utrecht-button-primary-action-background-color:var(--voorbeeld-kleuren-violet-500)}',
  page: ':root{--page-ink:var(--utrecht-root-color);--page-accent:var(--utrecht-button-primary-action-background-color)}'
}
const given = (/** @type {string} */ light, dark = '') => ({ class: 'x-theme', light, dark })

test('a theme is found by its class, whatever stands beside it', () => {
  const css = '.x-theme{--a:1}:root{--b:2}.y-theme{--c:3}.x-theme .z{--d:4}.x-theme--rtl-dark,.x-theme{--e:5}'
  assert.deepEqual([...gathered(css, 'x-theme')[0]], [['--a', '1'], ['--b', '2'], ['--e', '5']])
})

test('its dark scheme is found in a media query and in a class', () => {
  const css = '@media (prefers-color-scheme:dark){.x-theme--media-query{--a:1}}.x-theme--color-scheme-dark{--b:2}'
  assert.deepEqual(gathered(css, 'x-theme').map((found) => [...found.keys()]), [[], ['--a', '--b']])
})

test('what is for paper or for a width only is left', () => {
  const css = '@media print{.x-theme{--a:1}}@media (width > 30em){.x-theme{--b:2}}@layer t{@media screen{.x-theme{--c:3}}}'
  assert.deepEqual([...gathered(css, 'x-theme')[0].keys()], ['--c'])
})

test('a value is its value, whatever space stands around it', () => {
  assert.equal(gathered('.x-theme{\n--a: #fff\n}', 'x-theme')[0].get('--a'), '#fff')
})

test('a token that would fetch something is left', () => {
  const css = '.x-theme{--a:url("https://elders.test/a.svg");--b:url(b.svg);--c:url(data:image/png;base64,AA)}'
  assert.deepEqual([...gathered(css, 'x-theme')[0].keys()], ['--c'])
})

test('the classes there are can be named', () => {
  assert.deepEqual(classes('.x-theme,.x-theme--dark{--a:1}.y{color:red}:where(.z){--b:2}:root{--c:3}'), ['x-theme', 'z', ':root'])
})

test('a theme changes what it names and keeps the rest', () => {
  const { css } = added(FRAME, given('.x-theme{--utrecht-root-color:#123456}'))
  assert.match(String(css), /--page-ink:#123456/)
  assert.match(String(css), /--page-accent:#5115ef/)
})

test("the gaps of a theme take its own colour of buttons, not voorbeeld's violet", () => {
  const { css } = added(FRAME, given('.x-theme{--utrecht-button-primary-action-background-color:#006600}'))
  assert.doesNotMatch(String(css), /#3b0fb0/)
  assert.match(String(css), /color-mix\(in oklab, #006600 80%, black\)/)
})

test('a dark scheme of its own goes before a derived one', () => {
  const css = '.x-theme{--utrecht-root-color:#123456}'
  const dark = (/** @type {string} */ own) => String(added(FRAME, given(css, own)).css).split('prefers-color-scheme')[1]
  assert.match(String(dark('.x-theme{--utrecht-root-color:#fedcba}')), /--page-ink:#fedcba/)
  assert.match(String(dark('')), /--page-ink:#(?!123456)/)
})

test('what cannot be read is mended in the scheme where that is so, and told', () => {
  const css = '.x-theme{--utrecht-root-color:#999999;--utrecht-root-background-color:#ffffff}'
  const frame = { ...FRAME, page: `${FRAME.page}:root{--page-paper:var(--utrecht-root-background-color)}` }
  const { css: sheet, mended } = added(frame, given(css, '.x-theme{--utrecht-root-color:#eeeeee;--utrecht-root-background-color:#111111}'))
  const [{ name, back, from, to, ratio, needed } = assert.fail()] = mended?.light ?? []
  assert.deepEqual([name, back, from, needed, ratio.toFixed(2)], ['--page-ink', '--page-paper', '#999999', 4.5, '2.85'])
  assert.ok(contrast(to, '#ffffff') >= 4.5 && contrast(to, '#ffffff') < 4.7)
  assert.deepEqual(mended?.dark, [])
  assert.match(String(sheet), new RegExp(`--page-ink:${to}`))
  assert.match(String(sheet), /--page-ink:#eeeeee/)
})

test('a mixed ground is looked through', () => {
  const tokens = new Map([['--page-ink', '#777777'], ['--page-paper', '#ffffff'], ['--page-tint', 'color-mix(in oklab, #5115ef 6%, #ffffff)']])
  const [one] = mend(tokens)
  assert.equal(one?.back, '--page-tint')
  assert.ok(contrast(String(tokens.get('--page-ink')), '#f3f1fd') >= 4.4)
})

test('a class that is not there, and a package without colours of the pages, are told', () => {
  assert.deepEqual(added(FRAME, given('.y-theme{--a:#fff}')), { problem: 'class', classes: ['y-theme'] })
  assert.deepEqual(added(FRAME, given('.x-theme{--ams-red:#ff0000}')), { problem: 'colours' })
  assert.deepEqual(added(FRAME, given('.x-theme{--utrecht-root-color:#001A40}')), { problem: 'colours' })
})

test('names of the design system are shortened, those of our own rules are not', () => {
  const css = finished(FRAME, { class: 'x-theme', light: '', dark: '.x-theme{--utrecht-root-color:#fff}', own: '' })
  assert.doesNotMatch(css, /--utrecht/)
  assert.match(css, /--gap:1px;--1:2px;inline-size:calc\(var\(--gap\) \+ var\(--1\)\)/)
})

test('colours of a house are left for later', () => {
  const css = finished(FRAME, { class: 'x-theme', light: '', dark: '', own: ':root{--utrecht-root-color:var(--house-text)}' })
  assert.match(css, /\.a\{color:var\(--house-text\)/)
})

test('a colour is told in one form, anything else in none', () => {
  assert.deepEqual(['#ABC', 'rgb(255 0 0)', 'white', '', '1px', '#abc #def'].map(asHex), ['#aabbcc', '#ff0000', '#ffffff', null, null, null])
})
