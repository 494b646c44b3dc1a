/** What the page says of itself: the JSON in it, its texts, and its elements. */

/**
 * @typedef {{id: string, title: string, counted: boolean}} Part
 * @typedef {{id: string, title: string, language: string, completion: {answered: number | null},
 *   parts: readonly Part[], questions: readonly string[], fields: readonly string[],
 *   cards: readonly string[]}} Module
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Say
 * @typedef {{module: Module, store: Record<string, any>, say: Say}} Page
 */

/** @returns {Page} */
export function readPage() {
  const { module, store, texts } = JSON.parse(String(first('#werkpakket')?.textContent))
  return { module, store, say: (key, values = {}) => fill(texts[key] ?? key, values) }
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => /** @type {string} */ (values[name] ?? whole))

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode | null | undefined} [root]
 * @returns {E | null}
 */
export const first = (selector, root = document) =>
  /** @type {any} */ (root?.querySelector(selector))

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E[]}
 */
export const all = (selector, root = document) => [
  .../** @type {any} */ (root.querySelectorAll(selector)),
]

/**
 * @param {HTMLElement | null} template
 * @returns {Node} a copy of what it holds
 */
export const contentOf = (template) =>
  /** @type {HTMLTemplateElement} */ (template).content.cloneNode(true)

/**
 * The box of a question or field.
 *
 * @param {string} id
 * @returns {HTMLTextAreaElement | null}
 */
export const boxOf = (id) =>
  /** @type {any[]} */ ([...document.getElementsByName(id)]).find((box) =>
    box.matches('textarea'),
  )

/**
 * @param {string} id of a question or field
 * @returns {string} its text; its id where the module does not have it
 */
export const questionOf = (id) => boxOf(id)?.labels[0]?.textContent ?? id

/**
 * @param {string} tag
 * @param {Record<string, any>} properties
 * @param {(string | Node)[]} children
 */
export function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/**
 * @param {string} label
 * @param {() => void} act
 */
export function makeButton(label, act) {
  const className = 'utrecht-button utrecht-button--secondary-action'
  return make('button', { type: 'button', className, onclick: act }, label)
}

/**
 * Do what buttons ask with `data-do`.
 *
 * @param {Record<string, (button: HTMLElement) => void>} deeds
 */
export function onDo(deeds) {
  addEventListener('click', ({ target }) => {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (target).closest('[data-do]')
    if (button) deeds[button.dataset['do'] ?? '']?.(button)
  })
}

/**
 * Begin when the first picture of the page stands. A hidden window paints none, and a frame out of
 * sight in an LMS's page may not either, so nobody waits long for it.
 *
 * @param {() => unknown} begin
 */
export function afterPaint(begin) {
  void new Promise((done) => {
    setTimeout(done, 250)
    requestAnimationFrame(() => setTimeout(done))
  }).then(begin)
}
