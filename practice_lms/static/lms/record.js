/** Writes down every call that a package makes, for the tests and for whoever looks. */

/**
 * @typedef {object} Recorded
 * @property {string} name of the call, as the edition has it
 * @property {unknown[]} values
 * @property {unknown} [result]
 * @property {string} [thrown]
 * @property {string} error the code after the call, as the API itself says
 * @property {number} at milliseconds since 1970
 */

/**
 * @param {import("./run-time.js").Api} api
 * @param {import("./editions.js").Edition} edition
 * @param {Recorded[]} calls
 * @returns {import("./run-time.js").Api}
 */
export function recorded(api, edition, calls) {
  const lastError = edition.calls.lastError
  /** @type {import("./run-time.js").Api} */
  const written = {}
  for (const [name, call] of Object.entries(api)) {
    written[name] = (...values) => {
      /** @type {Recorded} */
      const entry = { name, values, error: '', at: Date.now() }
      calls.push(entry)
      try {
        return (entry.result = call(...values))
      } catch (error) {
        entry.thrown = String(error)
        throw error
      } finally {
        entry.error = String(api[lastError]?.() ?? '')
      }
    }
  }
  return written
}
