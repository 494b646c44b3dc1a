/**
 * What goes wrong on real platforms, laid over any API object; which faults, profiles say.
 *
 * The record is read at each call, so that a test can change it while a package plays.
 */

/**
 * @typedef {import("./editions.js").Edition} Edition
 * @typedef {import("./run-time.js").Api} Api
 * @typedef {object} CallFault
 * @property {boolean | null} [answer]
 * @property {boolean} [stores] whether the call reaches the platform all the same
 * @property {boolean} [throws]
 * @property {number} [times] only so many times
 * @property {Record<string, number>} [error] the code by edition; 0 where there is none
 * @typedef {object} Faults
 * @property {"missing" | "both"} [api]
 * @property {{answer: boolean, error: Record<string, number>, runs?: boolean}} [initialize]
 *   the answer and error code; `runs`: a session is running already
 * @property {string[]} [hide] elements that are read as ""
 * @property {CallFault} [commit]
 * @property {number} [slow] milliseconds that each call blocks
 * @property {number} [slow_commit] milliseconds that Commit blocks
 * @property {number} [cut] suspend_data is cut there, without an error
 * @property {"ascii"} [replace] all outside ASCII is stored as "?"
 * @property {boolean} [empty_status] the status reads "" after a commit
 * @property {boolean} [stale] a reload brings what the first launch brought
 * @property {keyof typeof manglings} [mangle] what happens to stored text at a relaunch
 * @property {keyof typeof forms} [answers] what is returned in place of "true" and "false"
 * @property {"number" | "empty" | "absent"} [last_error]
 * @property {boolean} [error_string_throws]
 * @property {boolean} [exit_all_throws] Commit and Terminate after adl.nav.request exitAll (Moodle)
 * @property {"beacon" | "sync"} [transport] "beacon": commits go by beacon: 64 KiB, and "true" whatever
 *   becomes of it; "sync": never by beacon, so that nothing arrives while the page is left
 */

/** How platforms spoil stored text when they hand it back. */
const manglings = {
  html: (/** @type {string} */ text) =>
    text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
  plus: (/** @type {string} */ text) => text.replaceAll('+', ' '),
  percent: (/** @type {string} */ text) => {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  },
  crlf: (/** @type {string} */ text) => text.replace(/\r?\n/g, '\r\n'),
  trim: (/** @type {string} */ text) => text.trim(),
  backslash: (/** @type {string} */ text) => text.replaceAll('\\', '\\\\'),
  script: insideScript
}

const ESCAPES = /** @type {Record<string, string>} */ ({ n: '\n', r: '\r', t: '\t', b: '\b' })

/** `var data = "…";`: a quote or a line break ends the script, backslashes are read as escapes. */
/** @type {(text: string) => string} */
function insideScript(text) {
  if (/["\n\r]/.test(text.replace(/\\./gs, ''))) return ''
  return text.replace(/\\(?:u([\da-fA-F]{4})|(.))/g, (_, code, character) =>
    code ? String.fromCharCode(parseInt(code, 16)) : (ESCAPES[character] ?? character)
  )
}

/** What platforms return for true and false. */
const forms = {
  boolean: (/** @type {boolean} */ yes) => yes,
  capital: (/** @type {boolean} */ yes) => (yes ? 'True' : 'False'),
  digit: (/** @type {boolean} */ yes) => (yes ? '1' : '0'),
  number: (/** @type {boolean} */ yes) => (yes ? 1 : 0),
  undefined: () => undefined,
  empty: () => ''
}

/** @type {(cmi: Record<string, string>, faults: Faults) => Record<string, string>} */
export function mangled(cmi, faults) {
  const text = cmi['cmi.suspend_data']
  if (!faults.mangle || !text) return cmi
  return { ...cmi, 'cmi.suspend_data': manglings[faults.mangle](text) }
}

/** @type {(milliseconds: number) => void} */
function block(milliseconds) {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

class Faulty {
  /** @type {number | null} */
  #forced = null
  #commits = 0
  #emptied = false
  #exitAll = false

  /**
   * @param {Api} api
   * @param {Edition} edition
   * @param {Faults} faults
   */
  constructor(api, edition, faults) {
    this.api = api
    this.edition = edition
    this.faults = faults
  }

  /** @type {(call: import("./editions.js").Call, ...values: unknown[]) => unknown} */
  pass(call, ...values) {
    return this.api[this.edition.calls[call]]?.(...values)
  }

  /** @type {(call: "initialize" | "terminate" | "get" | "set" | "commit", values: unknown[]) => unknown} */
  call(call, values) {
    block(this.faults.slow ?? 0)
    this.#forced = null
    if (call === 'get') return this.get(String(values[0]))
    return this.form(call, this[call](...values))
  }

  /** @type {(call: string, answer: unknown) => unknown} */
  form(call, answer) {
    const form = this.faults.answers
    if (!form || (answer !== 'true' && answer !== 'false')) return answer
    const silent = form === 'undefined' || form === 'empty'
    return silent && !['set', 'commit'].includes(call) ? answer : forms[form](answer === 'true')
  }

  /** @type {(...values: unknown[]) => unknown} */
  initialize(...values) {
    const fault = this.faults.initialize
    if (!fault) return this.pass('initialize', ...values)
    if (fault.runs) this.pass('initialize', ...values)
    this.#forced = fault.error[this.edition.name] ?? 101
    return String(fault.answer)
  }

  /** @type {(element: string) => unknown} */
  get(element) {
    if (this.faults.hide?.includes(element)) return ''
    if (this.#emptied && element === this.edition.status) return ''
    return this.pass('get', element)
  }

  /** @type {(element?: unknown, value?: unknown) => unknown} */
  set(element, value) {
    let text = String(value)
    if (element === 'adl.nav.request') this.#exitAll = text === 'exitAll'
    if (element === this.edition.status) this.#emptied = false
    if (element === 'cmi.suspend_data') text = text.slice(0, this.faults.cut)
    if (this.faults.replace) text = text.replace(/[^\x00-\x7f]/g, '?')
    return this.pass('set', element, text)
  }

  /** @type {(...values: unknown[]) => unknown} */
  commit(...values) {
    this.throwAtExitAll()
    block(this.faults.slow_commit ?? 0)
    this.#emptied = Boolean(this.faults.empty_status)
    const fault = this.faults.commit
    if (!fault || this.#commits++ >= (fault.times ?? Infinity))
      return this.pass('commit', ...values)
    if (fault.stores) this.pass('commit', ...values)
    this.#forced = fault.error?.[this.edition.name] ?? 0
    if (fault.throws) throw new Error('Commit')
    return fault.answer === null ? null : String(fault.answer)
  }

  /** @type {(...values: unknown[]) => unknown} */
  terminate(...values) {
    this.throwAtExitAll()
    return this.pass('terminate', ...values)
  }

  throwAtExitAll() {
    if (this.faults.exit_all_throws && this.#exitAll) throw new TypeError('exitAll')
  }

  /** @returns {unknown} */
  lastError() {
    const error = this.#forced === null ? this.pass('lastError') : String(this.#forced)
    if (this.faults.last_error === 'number') return Number(error)
    return this.faults.last_error === 'empty' ? '' : error
  }

  /** @type {(code: unknown) => unknown} */
  errorString(code) {
    if (this.faults.error_string_throws) throw new Error('GetErrorString')
    return this.pass('errorString', code)
  }
}

/** @type {(api: Api, edition: Edition, faults: Faults) => Api} */
export function withFaults(api, edition, faults) {
  const faulty = new Faulty(api, edition, faults)
  const names = edition.calls
  /** @type {Api} */
  const laid = {
    [names.lastError]: () => faulty.lastError(),
    [names.errorString]: (code) => faulty.errorString(code),
    [names.diagnostic]: (code) => faulty.pass('diagnostic', code)
  }
  for (const call of /** @type {const} */ (['initialize', 'terminate', 'get', 'set', 'commit'])) {
    laid[names[call]] = (...values) => faulty.call(call, values)
  }
  if (faults.last_error === 'absent') delete laid[names.lastError]
  return laid
}
