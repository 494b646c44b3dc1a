/** Where a browser keeps things for a page: a storage in which nothing throws. */

import { attempt } from './attempt.js'

/**
 * @typedef {object} Shelf
 * @property {(key: string) => string | null} get
 * @property {(key: string, value: string) => boolean} put gives whether it was taken
 * @property {(key: string) => void} drop
 * @property {(prefix: string) => string[]} keys
 * @property {(hear: (key: string, value: string | null) => void) => void} listen to other tabs
 */

/**
 * A storage of the browser. Where it has none for us it takes nothing: frames of third parties
 * throw at every touch under strict settings. The first touch waits for the browser, so it is left
 * until something is asked.
 *
 * @param {() => Storage} find
 * @returns {Shelf}
 */
export function shelfOf(find) {
  return {
    get: (key) => attempt(() => find().getItem(key)),
    put: (key, value) => attempt(() => (find().setItem(key, value), true)) ?? false,
    drop: (key) => void attempt(() => find().removeItem(key)),
    keys: (prefix) => Object.keys(attempt(find) ?? {}).filter((key) => key.startsWith(prefix)),
    listen(hear) {
      addEventListener('storage', ({ storageArea, key, newValue }) => {
        if (storageArea === attempt(find) && key) hear(key, newValue)
      })
    },
  }
}
