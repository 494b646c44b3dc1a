/** What the page says of itself: the JSON in it, and its elements. */

/**
 * @typedef {{id: string, title: string, counted: boolean}} Part
 * @typedef {{id: string, title: string, language: string, completion: {answered: number | null},
 *   parts: Part[], questions: string[], fields: string[], cards: string[]}} Module
 * @typedef {Record<string, boolean>} Can
 * @typedef {Record<string, string>} Texts
 * @typedef {{module: Module, can: Can, texts: Texts, store: Record<string, unknown>}} Page
 */

/** @returns {Page} */
export function readPage() {
  return JSON.parse(document.getElementById('werkpakket')?.textContent ?? '{}')
}

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E | null}
 */
export const first = (selector, root = document) => root.querySelector(selector)

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E[]}
 */
export const all = (selector, root = document) => [...root.querySelectorAll(/** @type {any} */ (selector))]

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole))
}

/**
 * Do what buttons ask with `data-do`.
 *
 * @param {Record<string, (button: HTMLElement) => void>} deeds
 */
export function listen(deeds) {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-do]') : null
    if (button instanceof HTMLElement) deeds[button.dataset['do'] ?? '']?.(button)
  })
}

/** @param {string} id */
export function textarea(id) {
  return first(`textarea[name="${CSS.escape(id)}"]`)
}
