/**
 * Finds the API that an LMS has put into a window.
 *
 * SCORM 1.2 RTE 3.2.1 and 2004 RTE 3.2.1: look in the chain of parents, then in the opener and its
 * parents. Windows of another origin throw at every touch, and LMSs leave null behind.
 */

import { attempt } from '../attempt.js'

/**
 * @typedef {Record<string, ((...values: string[]) => unknown) | undefined>} Api
 * @typedef {{parent: unknown, opener: unknown}} View a window, as far as is needed here
 */

/**
 * Own window and parents first, the nearest first, and then the same from each of their openers.
 *
 * @param {View} start
 * @param {string} name
 * @param {string} needed a function that the API must have
 * @returns {Api | null}
 */
export function findApi(start, name, needed) {
  const seen = new Set()
  const openers = [start]
  for (const opener of openers) {
    for (let view = opener; view && !seen.has(view);) {
      seen.add(view)
      const api = attempt(() => /** @type {any} */ (view)[name])
      if (typeof attempt(() => api[needed]) === 'function') return api
      openers.push(/** @type {View} */ (attempt(() => view.opener)))
      view = /** @type {View} */ (attempt(() => view.parent))
    }
  }
  return null
}
