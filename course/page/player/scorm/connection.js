/**
 * One session with an LMS, in which nothing throws and every answer is understood.
 *
 * The books say that calls answer the strings "true" and "false". LMSs answer booleans, numbers,
 * "True", null, undefined or nothing at all, and some throw (Moodle's Commit under
 * `adl.nav.request`, pages that forbid synchronous requests while they close).
 */

/**
 * @import { Api } from './api.js'
 * @import { Edition } from './editions.js'
 *
 * @typedef {ReturnType<typeof connect>} Connection
 */

const THREW = {}
/** The code by which Initialize says that this session was ended for good. */
const OVER = 104

/**
 * @param {Api} api
 * @param {Edition} edition
 */
export function connect(api, edition) {
  let open = false
  let threw = false

  /**
   * @param {string} name
   * @param {string[]} values
   * @returns {unknown}
   */
  function call(name, ...values) {
    try {
      return api[edition.prefix + name]?.(...values)
    } catch {
      return THREW
    }
  }

  /** @returns {number} 0 also where the LMS has no codes */
  const lastError = () => Number(call('GetLastError')) || 0

  /**
   * @param {string} name
   * @param {string[]} values
   * @returns {boolean} whether it worked
   */
  function worked(name, ...values) {
    if (!open) return false
    const answer = call(name, ...values)
    if (answer === THREW) return false
    const said = String(answer).toLowerCase()
    if (name !== 'SetValue' && (said === 'true' || said === '1')) return true
    return lastError() === 0 && said !== 'false' && said !== '0'
  }

  return {
    /** Whether calls can be made: after Initialize and before Terminate. */
    isOpen: () => open,

    /**
     * Initialize. A refusal with the code for "running already" is a session to go on with: LMSs
     * keep it while the frame is loaded again (101 in SCORM 1.2, 103 in 2004).
     *
     * @returns {boolean} whether the session was ended for good
     */
    begin() {
      open = true
      if (worked('Initialize', '')) return false
      const error = lastError()
      open = edition.running.includes(error)
      return error === OVER
    },

    /**
     * @param {string} element
     * @returns {string} '' when there is none, or it cannot be read
     */
    get(element) {
      const value = open ? call('GetValue', element) : null
      threw = value === THREW
      return threw ? '' : String(value ?? '')
    },

    /** Whether the last value was not missing (403 in SCORM 2004) but could not be read. */
    hasFailed: () => threw || ![0, 403].includes(lastError()),

    /**
     * Set a value, and read the error code, which some LMSs raise while answering "true".
     *
     * @param {string} element
     * @param {string} value
     */
    set: (element, value) => worked('SetValue', element, value),

    commit: () => worked('Commit', ''),

    /** Terminate; once, whatever the LMS answers. No call is made after it. */
    end() {
      const ended = worked(edition.terminate, '')
      open = false
      return ended
    },
  }
}
