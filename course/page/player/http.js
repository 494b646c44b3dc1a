/**
 * Saves a learner's work in the tool, by the addresses in docs/architecture.md.
 *
 * A change is on its way within a second, one request at a time; a failing tool is asked again
 * after 1, 2, 4, 8 and then every 15 seconds.
 */

import { marked } from './state.js'

/**
 * @import { Clock } from './time.js'
 * @import { State } from './state.js'
 * @import { Work } from './work.js'
 *
 * @typedef {object} HttpSettings
 * @property {string} base address of the launch
 * @property {string} secret
 * @property {Record<string, number>} revisions of the answers that the tool has
 *
 * @typedef {'saved' | 'failed' | 'over'} Result
 */

const SOON = 1000
const LONGEST_WAIT = 15_000

export class HttpSaver {
  #settings
  #work
  #clock
  #send
  #tell
  #cards
  #revisions
  /** @type {State} */
  #stored
  #failures = 0
  /** @type {Promise<Result> | null} */
  #running = null
  /** @type {(() => void) | null} */
  #cancel = null
  /** Answers that wait for the learner to choose. */
  #contested = new Set()
  over = false

  /**
   * @param {{settings: HttpSettings, work: Work, stored: State, cards: readonly string[], clock: Clock,
   *   send: typeof fetch, tell: (result: Result) => void}} parts
   */
  constructor({ settings, work, stored, cards, clock, send, tell }) {
    this.#settings = settings
    this.#work = work
    this.#stored = stored
    this.#cards = cards
    this.#clock = clock
    this.#send = send
    this.#tell = tell
    this.#revisions = new Map(Object.entries(settings.revisions))
  }

  pending() {
    return this.#work.state !== this.#stored
  }

  hasAnswers() {
    const { answers, marks } = this.#work.state
    return answers === this.#stored.answers && marks === this.#stored.marks
  }

  /** Something changed. */
  touch() {
    if (this.over) return
    const wait = this.#failures ? Math.min(LONGEST_WAIT, SOON * 2 ** (this.#failures - 1)) : SOON
    this.#cancel ??= this.#clock.after(() => {
      this.#cancel = null
      void this.flush()
    }, wait)
  }

  /**
   * Send what is unsaved. `leaving` lets the requests outlive the page.
   *
   * @param {boolean} [leaving]
   * @returns {Promise<Result>}
   */
  async flush(leaving = false) {
    if (this.#running && !leaving) await this.#running
    if (!this.pending()) return 'saved'
    this.#running = this.#save(leaving)
    const result = await this.#running
    this.#running = null
    this.#failures = result === 'saved' ? 0 : this.#failures + 1
    this.over ||= result === 'over'
    this.#tell(result)
    if (this.pending() && !this.#contested.size) this.touch()
    return result
  }

  /** @returns {Promise<Result>} */
  async handIn() {
    const saved = await this.flush()
    if (saved !== 'saved') return saved
    return this.#result(await this.#request('POST', 'hand-in'))
  }

  /**
   * @param {boolean} leaving
   * @returns {Promise<Result>}
   */
  async #save(leaving) {
    const { state } = this.#work
    const changed = [...state.answers].filter(([id, answer]) => answer !== this.#stored.answers.get(id))
    /** @type {Array<() => Promise<Result>>} */
    const jobs = changed.map(([id]) => () => this.#put(id, state, leaving))
    if (state.opened !== this.#stored.opened || state.marks !== this.#stored.marks) {
      jobs.push(() => this.#putProgress(state, leaving))
    }
    /** @type {Result[]} */
    const results = leaving ? await Promise.all(jobs.map((job) => job())) : await inTurn(jobs)
    const bad = results.find((result) => result !== 'saved')
    if (!bad) this.#stored = { ...this.#stored, ...state }
    if (!bad && this.#work.state === state) this.#stored = state
    return bad ?? 'saved'
  }

  /**
   * @param {string} id
   * @param {State} state
   * @param {boolean} keepalive
   * @returns {Promise<Result>}
   */
  async #put(id, state, keepalive) {
    const answer = state.answers.get(id)
    if (!answer) return 'saved'
    const body = { text: answer.text, reader: answer.reader, revision: this.#revisions.get(id) ?? 0 }
    const response = await this.#request('PUT', `answers/${id}`, body, keepalive)
    if (response?.ok) {
      this.#revisions.set(id, (await response.json()).revision)
      this.#stored = { ...this.#stored, answers: new Map(this.#stored.answers).set(id, answer) }
    }
    return this.#result(response)
  }

  /**
   * @param {State} state
   * @param {boolean} keepalive
   * @returns {Promise<Result>}
   */
  async #putProgress(state, keepalive) {
    const on = marked(state)
    const body = {
      opened: state.opened,
      marked: on.filter((id) => this.#cards.includes(id)),
      unmarked: [...state.marks.keys()].filter((id) => this.#cards.includes(id) && !on.includes(id))
    }
    return this.#result(await this.#request('PUT', 'progress', body, keepalive))
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {boolean} [keepalive]
   * @returns {Promise<Response | null>} null when there was no answer
   */
  async #request(method, path, body, keepalive = false) {
    const { base, secret } = this.#settings
    const headers = { 'X-Launch-Secret': secret, 'Content-Type': 'application/json' }
    const init = { method, headers, keepalive, ...(body ? { body: JSON.stringify(body) } : {}) }
    return this.#send(base + path, init).catch(() => null)
  }

  /**
   * @param {Response | null} response
   * @returns {Result}
   */
  #result(response) {
    if (response?.status === 401) return 'over'
    return response?.ok ? 'saved' : 'failed'
  }
}

/**
 * @param {Array<() => Promise<Result>>} jobs
 */
async function inTurn(jobs) {
  /** @type {Result[]} */
  const results = []
  for (const job of jobs) results.push(await job())
  return results
}
