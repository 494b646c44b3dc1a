/**
 * Saves a learner's work in the tool, by the addresses in docs/architecture.md.
 *
 * A change is on its way within a second, one request at a time; after a failure again after 1, 2,
 * 4 and then every 5 seconds, and no request waits longer than 10 for its answer.
 */

import { marked } from './state.js'

/**
 * @import { Module } from './page.js'
 * @import { Answer, State } from './state.js'
 * @import { Clock } from './time.js'
 * @import { Work } from './work.js'
 *
 * @typedef {object} Settings
 * @property {string} base address of the launch
 * @property {string} secret
 * @property {Record<string, number>} revisions of the answers that the tool has
 * @property {number} most characters that fit in an answer
 *
 * @typedef {'saved' | 'failed' | 'contested' | 'too_long' | 'over'} Result `contested`: changed
 *   elsewhere too, so it waits for the learner's choice; `too_long`: it waits to be made shorter;
 *   `over`: the launch is over
 * @typedef {ReturnType<typeof httpSaver>} HttpSaver
 */

const SOON = 1000
const LONGEST_WAIT = 5000
const TIME_OUT = 10_000
/** How many texts of an answer are remembered, to know them again when the tool sends one back. */
const REMEMBERED = 5
/** Requests that outlive the page hold 64 KiB together (Fetch Standard, "keepalive"). */
const LONGEST_LAST_WORDS = 60_000

/** Count as the tool does, in code points. @param {Answer} answer */
const lengthOf = ({ text }) => [...text].length

/**
 * @param {{settings: Settings, module: Module, work: Work, stored: State, forget: (id: string) => void,
 *   clock: Clock, send: typeof fetch, tell: (result: Result) => void}} setting `stored`: what the
 *   tool has; `forget`: the tool has this answer now
 */
export function httpSaver({ settings, module, work, stored, forget, clock, send, tell }) {
  const revisions = new Map(Object.entries(settings.revisions))
  const saved = new Map(stored.answers)
  let { opened, marks } = stored
  /** The latest texts that went out, by content id. @type {Map<string, string[]>} */
  const sent = new Map()
  /** What was too long on its way to the tool, whatever counts there. @type {Map<string, Answer>} */
  const refused = new Map()
  let failures = 0
  let over = false
  /** @type {Promise<Result> | null} */
  let running = null
  let planned = false

  /** @returns {Array<[string, Answer]>} */
  const unsaved = () => [...work.state().answers].filter(([id, answer]) => saved.get(id) !== answer)
  const tooLong = () =>
    unsaved().filter(([id, answer]) => answer === refused.get(id) || lengthOf(answer) > settings.most)
  const sendable = () => {
    const long = new Map(tooLong())
    return unsaved().filter(([id, { other }]) => !other && !long.has(id))
  }
  const hasProgress = () => work.state().opened !== opened || work.state().marks !== marks

  /** Something changed. */
  function touch() {
    if (planned || running || over) return
    planned = true
    clock.after(
      () => {
        planned = false
        void flush()
      },
      failures ? Math.min(LONGEST_WAIT, SOON * 2 ** (failures - 1)) : SOON,
    )
  }

  /**
   * Send all that is unsaved.
   *
   * @returns {Promise<Result>}
   */
  async function flush() {
    while (running) await running
    if (over) return 'over'
    running = round()
    const result = await running
    running = null
    failures = result === 'failed' ? failures + 1 : 0
    over = result === 'over'
    tell(result)
    if (sendable().length || hasProgress()) touch()
    return result
  }

  /** @returns {Promise<Result>} the worst of all */
  async function round() {
    /** @type {Result} */
    let worst = tooLong().length ? 'too_long' : 'saved'
    if (unsaved().some(([, { other }]) => other)) worst = 'contested'
    for (const [id, answer] of sendable()) {
      const result = await putAnswer(id, answer)
      if (result !== 'saved') worst = result
      if (result === 'failed' || result === 'over') return result
    }
    const result = hasProgress() ? await putProgress() : 'saved'
    return result === 'saved' ? worst : result
  }

  /**
   * @param {string} id
   * @param {Answer} answer
   * @param {number} [revision]
   * @param {boolean} [last]
   * @returns {Promise<Result>}
   */
  async function putAnswer(id, answer, revision = revisions.get(id) ?? 0, last = false) {
    sent.set(id, [...(sent.get(id) ?? []).slice(-REMEMBERED), answer.text])
    const { status, body } = await request(
      'PUT',
      `answers/${id}`,
      { text: answer.text, reader: answer.reader, revision },
      last,
    )
    if (status === 409) return contest(id, body, last)
    if (status === 413) return refused.set(id, answer) && 'too_long'
    if (status !== 200) return status === 401 ? 'over' : 'failed'
    revisions.set(id, body.revision)
    saved.set(id, answer)
    if (work.state().answers.get(id) === answer) forget(id)
    return 'saved'
  }

  /**
   * Someone else was first; or it was this page, by a request whose answer was late or lost.
   *
   * @param {string} id
   * @param {{text: string, reader: string, revision: number}} theirs
   * @param {boolean} last
   * @returns {Promise<Result>}
   */
  async function contest(id, { text, reader, revision }, last) {
    revisions.set(id, revision)
    if (!sent.get(id)?.includes(text)) work.meet(id, { text, reader, at: clock.now() })
    const answer = work.state().answers.get(id)
    if (!answer || answer.other) return 'contested'
    return last ? 'failed' : putAnswer(id, answer)
  }

  /** @param {boolean} [last] @returns {Promise<Result>} */
  async function putProgress(last) {
    const state = work.state()
    const on = marked(state)
    const parts = module.parts.map(({ id }) => id)
    const known = [...state.marks.keys()].filter((id) => [...module.cards, ...parts].includes(id))
    const { status } = await request(
      'PUT',
      'progress',
      {
        opened: state.opened.filter((id) => parts.includes(id)),
        marked: known.filter((id) => on.includes(id)),
        unmarked: known.filter((id) => !on.includes(id)),
      },
      last,
    )
    if (status !== 200) return status === 401 ? 'over' : 'failed'
    ;({ opened, marks } = state)
    return 'saved'
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object | null} [content]
   * @param {boolean} [last] the page may be gone before the answer comes
   * @returns {Promise<{status: number, body: any}>} status 0: no answer
   */
  async function request(method, path, content, last = false) {
    const body = content ? JSON.stringify(content) : null
    const headers = { 'X-Launch-Secret': settings.secret, 'Content-Type': 'application/json' }
    try {
      const response = await send(settings.base + path, {
        method,
        headers,
        body,
        signal: AbortSignal.timeout(TIME_OUT),
        keepalive: last && (body?.length ?? 0) < LONGEST_LAST_WORDS,
      })
      const inWords = response.status !== 413 // what stands before the tool may say it in HTML
      return { status: response.status, body: inWords ? await response.json() : null }
    } catch {
      return { status: 0, body: null }
    }
  }

  return {
    touch,
    flush,

    /** What cannot be stored until it is shorter: content ids and lengths in characters. */
    tooLong: () => tooLong().map(([id, answer]) => ({ id, n: lengthOf(answer) })),

    /** Whether the tool has all that the learner wrote. */
    isStored: () => !unsaved().length && work.state().marks === marks,

    /**
     * The page may be gone in a moment. Where an earlier text is on its way still, nobody knows
     * whether it counts yet: the last one goes out for either case, and the tool takes one.
     */
    leave() {
      if (over) return
      for (const [id, answer] of sendable()) {
        const revision = revisions.get(id) ?? 0
        void putAnswer(id, answer, revision, true)
        if (running) void putAnswer(id, answer, revision + 1, true)
      }
      if (hasProgress()) void putProgress(true)
    },

    /** @returns {Promise<Result>} */
    async handIn() {
      const result = await flush()
      if (result !== 'saved') return result
      const { status } = await request('POST', 'hand-in')
      return status === 200 ? 'saved' : status === 401 ? 'over' : 'failed'
    },
  }
}
