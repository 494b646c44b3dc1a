/**
 * One part at a time, by the address: `#<part id>`, or the id of anything inside a part.
 *
 * Without this script all parts are shown below each other.
 */

import { countAnswered } from './state.js'
import { all, first, onDo } from './page.js'

/**
 * @import { Page } from './page.js'
 * @import { Work } from './work.js'
 */

/**
 * @param {Page} page
 * @param {Work} work
 */
export function bindParts({ module, say }, work) {
  const sections = all('[data-start], [data-part]')
  const menu = first('[data-do=menu]')
  addEventListener('hashchange', () => go(true))
  onDo({ menu: () => fold(menu?.ariaExpanded === 'true') })
  invite()
  go(false)
  work.listen(tell)
  tell()
  document.documentElement.classList.add('js')

  /** @param {boolean} folded */
  function fold(folded) {
    if (menu) menu.ariaExpanded = String(!folded)
  }

  /** @param {boolean} moved by the learner, so that the focus follows */
  function go(moved) {
    const target = document.getElementById(location.hash.slice(1))
    const section = target ? sections.find((section) => section.contains(target)) : sections[0]
    if (!section) return
    for (const other of sections) other.hidden = other !== section
    const part = module.parts.find(({ id }) => id === section.dataset['part'])
    document.title = part ? `${part.title} – ${module.title}` : module.title
    for (const link of all('nav a'))
      link.ariaCurrent = link.getAttribute('href') === `#${part?.id}` ? 'page' : null
    if (moved) follow(target === section ? null : target, section)
    // A part that is still to come is not opened: it has to be new when it is there.
    if (part?.counted) work.open(part.id)
  }

  /** @param {HTMLElement | null} inside @param {HTMLElement} section */
  function follow(inside, section) {
    fold(true)
    if (!inside) scrollTo(0, 0)
    const heading = inside ?? first('[tabindex="-1"]', section)
    heading?.focus({ preventScroll: !inside })
  }

  /** Offer to go on where the learner was. */
  function invite() {
    const { place } = work.state()
    const begin = first('[data-begin]')
    if (!begin || !module.parts.some(({ id }) => id === place)) return
    begin.setAttribute('href', `#${place}`)
    begin.textContent = say('continue')
  }

  /** What was opened, what is new since the learner was done, and how far they are. */
  function tell() {
    const { opened, finished } = work.state()
    const counted = module.parts.filter(({ counted }) => counted)
    for (const { id } of counted) {
      const badge = first(`[data-for="${id}"] [data-opened]`)
      if (!badge) continue
      badge.dataset['opened'] ||= badge.textContent ?? ''
      badge.textContent = opened.includes(id) ? badge.dataset['opened'] : say('new')
      badge.hidden = !opened.includes(id) && !finished
    }
    const read = counted.filter(({ id }) => opened.includes(id)).length
    const { questions } = module
    const answered = countAnswered(work.state(), questions)
    for (const line of all('[data-progress]')) {
      if (line.dataset['progress'] === 'questions')
        fill(line, 'answered', answered, questions.length)
      else fill(line, read === counted.length ? 'all_opened' : 'opened', read, counted.length)
    }
  }

  /** @param {HTMLElement} line @param {string} key @param {number} n @param {number} total */
  function fill(line, key, n, total) {
    line.textContent = say(key, { n, total })
    line.style.setProperty('--done', String(total && n / total))
  }
}
