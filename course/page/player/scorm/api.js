/**
 * Finds the API that an LMS has put into a window.
 *
 * SCORM 1.2 RTE 3.2.1 and 2004 RTE 3.2.1: look in the chain of parents, then in the opener and its
 * parents. Windows of another origin throw at every touch, and LMSs leave null behind.
 */

/**
 * @typedef {Record<string, unknown>} Api
 */

/** More windows than any LMS nests; a bound, since chains of windows can be endless. */
const MOST_WINDOWS = 100

/**
 * Own window and parents first, nearest first, and then the same from each of their openers.
 *
 * @param {Window} start
 * @param {string} name
 * @param {string} needed a function that the API must have
 * @returns {Api | null}
 */
export function findApi(start, name, needed) {
  /** @type {Set<unknown>} */
  const seen = new Set()
  const openers = [start]
  for (let opener = openers.shift(); opener; opener = openers.shift()) {
    /** @type {Window | null} */
    let view = opener
    while (view && !seen.has(view) && seen.size < MOST_WINDOWS) {
      seen.add(view)
      const api = attempt(() => /** @type {any} */ (view)[name])
      if (typeof attempt(() => api[needed]) === 'function') return api
      const above = attempt(() => view?.opener)
      if (above) openers.push(above)
      view = attempt(() => view?.parent)
    }
  }
  return null
}

/**
 * @param {() => any} touch
 * @returns {any} null where touching throws
 */
function attempt(touch) {
  try {
    return touch()
  } catch {
    return null
  }
}
