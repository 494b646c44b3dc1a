import assert from 'node:assert/strict'
import { test } from 'node:test'
import { added } from '../../course/page/added.mjs'
import { asHex } from '../../course/page/dark.mjs'
import { finished } from '../../course/page/finish.mjs'
import { classes, gathered } from '../../course/page/gather.mjs'

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
  assert.deepEqual(added(FRAME, given(css, '.x-theme{--utrecht-root-color:#fedcba}')).dark?.ink, '#fedcba')
  assert.notEqual(added(FRAME, given(css)).dark?.ink, '#123456')
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
