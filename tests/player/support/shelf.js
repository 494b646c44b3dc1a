/** A browser's storage as several tabs share it: a tab hears what the others write. */

/**
 * @import { Shelf } from '../../../course/page/player/shelf.js'
 */

export function browser() {
  /** @type {Map<string, string>} */
  const items = new Map()
  /** @type {Map<Shelf, Array<(key: string, value: string | null) => void>>} */
  const ears = new Map()

  return {
    items,

    /** @returns {Shelf} the storage, as one tab sees it */
    tab() {
      /** @type {Shelf} */
      const shelf = {
        get: (key) => items.get(key) ?? null,
        put(key, value) {
          const news = items.get(key) !== value
          items.set(key, value)
          for (const [other, hearing] of ears)
            if (news && other !== shelf) hearing.forEach((hear) => hear(key, value))
          return true
        },
        drop: (key) => void items.delete(key),
        keys: (prefix) => [...items.keys()].filter((key) => key.startsWith(prefix)),
        listen: (hear) => void ears.get(shelf)?.push(hear),
      }
      ears.set(shelf, [])
      return shelf
    },
  }
}
