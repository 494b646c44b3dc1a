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
 * throw at the first touch under strict settings.
 *
 * @param {() => Storage} find
 * @returns {Shelf}
 */
export function shelfOf(find) {
  // Without one, every touch below throws and is caught.
  const storage = /** @type {Storage} */ (attempt(find))
  return {
    get: (key) => attempt(() => storage.getItem(key)),
    put: (key, value) => attempt(() => (storage.setItem(key, value), true)) ?? false,
    drop: (key) => void attempt(() => storage.removeItem(key)),
    keys: (prefix) => Object.keys(storage ?? {}).filter((key) => key.startsWith(prefix)),
    listen(hear) {
      addEventListener('storage', ({ storageArea, key, newValue }) => {
        if (storageArea === storage && key) hear(key, newValue)
      })
    },
  }
}
