/**
 * One part at a time, by the address: `#<part id>`, or the id of anything inside a part.
 *
 * Without this script all parts are shown below each other.
 */

import { all, first, listen } from './page.js'

/**
 * @import { Page } from './page.js'
 * @import { Work } from './work.js'
 */

/**
 * @param {Page} page
 * @param {Work} work
 */
export function bindParts({ module, texts }, work) {
  const sections = all('section[data-start], section[data-part]')
  document.documentElement.classList.add('js')
  addEventListener('hashchange', () => go(true))
  work.listen(({ id }) => id || markOpened(work, module.parts))
  listen({ menu: toggleMenu })
  go(false)
  invite()

  /** @param {boolean} moved by the learner, so the focus follows */
  function go(moved) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const section = sections.find((section) => section.contains(target))
    if (!section && target) return
    show(section ?? sections[0], moved, target)
  }

  /**
   * @param {HTMLElement | undefined} section
   * @param {boolean} moved
   * @param {HTMLElement | null} target
   */
  function show(section, moved, target) {
    for (const other of sections) other.hidden = other !== section
    const id = section?.dataset['part']
    const part = module.parts.find((part) => part.id === id)
    document.title = part ? `${part.title} – ${module.title}` : module.title
    for (const link of all('nav a[href^="#"]')) {
      if (link.getAttribute('href') === `#${id}`) link.setAttribute('aria-current', 'page')
      else link.removeAttribute('aria-current')
    }
    if (moved) follow(section, target)
    if (id) work.open(id)
    markOpened(work, module.parts)
  }

  /** Offer to go on where the learner was. */
  function invite() {
    const begin = first('[data-begin]')
    if (!begin || !module.parts.some(({ id }) => id === work.state.place)) return
    begin.setAttribute('href', `#${work.state.place}`)
    begin.textContent = texts['continue'] ?? begin.textContent
  }
}

/**
 * @param {HTMLElement | undefined} section
 * @param {HTMLElement | null} target
 */
function follow(section, target) {
  const inside = target && target !== section ? target : null
  const heading = inside ?? first('[tabindex="-1"]', section)
  if (!inside) scrollTo(0, 0)
  heading?.focus()
  closeMenu()
}

/**
 * @param {Work} work
 * @param {ReadonlyArray<{id: string, counted: boolean}>} parts
 */
function markOpened(work, parts) {
  for (const { id, counted } of parts) {
    const badge = first(`[data-for="${CSS.escape(id)}"] [data-opened]`)
    if (badge && counted) badge.hidden = !work.state.opened.includes(id)
  }
}

/** @param {HTMLElement} button */
function toggleMenu(button) {
  const open = button.getAttribute('aria-expanded') !== 'true'
  button.setAttribute('aria-expanded', String(open))
}

function closeMenu() {
  first('[data-do="menu"]')?.setAttribute('aria-expanded', 'false')
}
