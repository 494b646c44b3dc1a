/** The player of a package: with an LMS by SCORM, or alone. */

import { heedEarlyTyping } from './answers.js'
import { nothing } from './format.js'
import { reconcile } from './merge.js'
import { notebook } from './notebook.js'
import {
  afterPaint,
  all,
  contentOf,
  first,
  make,
  makeButton,
  onDo,
  questionOf,
  readPage,
} from './page.js'
import { play } from './player.js'
import { autosave } from './scorm/autosave.js'
import { beginVisit } from './scorm/visit.js'
import { shelfOf } from './shelf.js'
import { lengthOf } from './state.js'
import { statusLine } from './status.js'
import { stopwatch, systemClock as clock } from './time.js'
import { openWork } from './work.js'

/**
 * @import { Coder } from './format.js'
 * @import { News } from './scorm/autosave.js'
 * @import { Outcome } from './scorm/data.js'
 * @import { Begun, Without } from './scorm/visit.js'
 * @import { State } from './state.js'
 */

/** Milliseconds that the learner can work before an LMS may hold up the page for the first time. */
const AFTER_READY = 300
/**
 * Characters of all answers that surely reach an LMS while the page is closing: its last request may
 * hold 64 KiB (Fetch Standard, "keepalive"), in which each answer stands twice and maybe escaped.
 */
const LONGEST_LAST_WORDS = 20_000

const page = readPage()
const { module, store, say } = page
const place = location.pathname
const watch = stopwatch(clock, !document.hidden)
const shelf = shelfOf(() => localStorage)

heedEarlyTyping()
afterPaint(start)

async function start() {
  const visit = await beginVisit({
    view: window,
    edition: store['edition'],
    module,
    shelf,
    place,
    clock,
    spent: watch.read,
    describe: questionOf,
    loadCoder,
  })
  if (visit.reason) playAlone(visit)
  else playWith(visit)
}

/** @param {Without} visit */
function playAlone({ reason, owner, end }) {
  const tab = shelfOf(() => sessionStorage)
  const whose = { owner: owner ?? `${module.id}/tab`, place, now: clock.now() }
  const book = notebook(owner ? shelf : tab, whose)
  const work = openWork(reconcile(nothing(), book.read(), book.tag).state, book, clock.now)
  const status = statusLine(say, clock, () => false)
  play(page, work)
  status.warn('alone', say(reason))
  hideConnected()
  addEventListener('pagehide', ({ persisted }) => persisted || end())
}

/** @param {Begun} visit */
function playWith(visit) {
  const { work, saver, data } = visit
  const status = statusLine(say, clock, saver.isStored)
  play(page, work)
  const saving = autosave(visit, { clock, loadCoder, tell })
  if (visit.locked) status.warn('locked', say('unreadable'), makeButton(say('start_again'), unlock))
  work.listen(({ typed }) => {
    watch.read()
    if (typed) status.typed()
  })
  document.addEventListener('visibilitychange', () => {
    watch.see(!document.hidden)
    if (document.hidden) saving.hurry()
  })
  addEventListener('pagehide', ({ persisted }) => {
    if (persisted) saving.hurry()
    else saving.leave()
  })
  setTimeout(saving.begin, AFTER_READY)
  onDo({
    close() {
      sayFarewell(saving.leave())
      status.warn('unsaved', '')
      for (const it of all('textarea, input, .other-version button'))
        /** @type {any} */ (it)[it.matches('textarea') ? 'readOnly' : 'disabled'] = true
      addEventListener('focusin', ({ target }) => {
        if (/** @type {any} */ (target).readOnly) status.warn('closed', say('closed'))
      })
    },
  })

  function unlock() {
    shelf.put(`werkpakket/${module.id}/unreadable`, data.read())
    status.warn('locked', '')
    saver.anew()
    saving.hurry()
  }

  /** @param {News} news */
  function tell({ failed, late, left }) {
    const questions = late.slice(0, 3).map(beginningOf).join('; ') + (late[3] ? '; …' : '')
    const why = failed ? 'not_saved_platform' : questions && 'full'
    const values = { questions, n: late.length }
    status.warn('unsaved', why && say(work.isKept() ? why : 'not_kept_here', values))
    showRoom(questions ? '' : left !== null ? 'room' : isLong(work.state()) ? 'long' : '', left)
    status.settled()
  }
}

/** @param {Outcome} outcome */
function sayFarewell(outcome) {
  first('main')?.prepend(contentOf(first(`#_${outcome}`)))
  first('.farewell h2')?.focus()
  hideConnected()
}

/** @param {string} id @returns {string} enough of a question to know it by */
const beginningOf = (id) => questionOf(id).replace(/^(.{30}\S*) .*/s, '$1 …')

/** Hide what makes sense only with an LMS. */
function hideConnected() {
  for (const it of all('[data-do=close],[data-lms]')) it.hidden = true
}

/** More than a closing page can send. @param {State} state */
const isLong = (state) => lengthOf(state) > LONGEST_LAST_WORDS

/** @param {string} key of what to say of room @param {number | null} n characters that are left */
function showRoom(key, n) {
  /** @type {HTMLElement} */ (first('#_room')).textContent = say(key, /** @type {any} */ ({ n }))
}

/** The coder's file, by a plain script: it works wherever the page itself does. */
function loadCoder() {
  return /** @type {Promise<Coder>} */ (
    new Promise((resolve, onerror) => {
      const onload = () => resolve(/** @type {any} */ (window).werkpakketCoder)
      document.head.append(make('script', { src: store['coder'], onload, onerror }))
    })
  )
}
