/** The player of a package: with an LMS by SCORM, or alone. */

import { nothing } from './format.js'
import { reconcile } from './merge.js'
import { notebook, shelfOf } from './notebook.js'
import { pace } from './pace.js'
import { all, first, make, makeButton, onDo, questionOf, readPage } from './page.js'
import { play } from './player.js'
import { beginVisit } from './scorm/visit.js'
import { statusLine } from './status.js'
import { stopwatch, systemClock as clock } from './time.js'
import { openWork } from './work.js'

/**
 * @import { Coder } from './format.js'
 * @import { Begun, Without } from './scorm/visit.js'
 */

const page = readPage()
const { module, store, say } = page
const place = location.pathname
const watch = stopwatch(clock, !document.hidden)
const tab = shelfOf(() => sessionStorage)
const shelf = shelfOf(() => localStorage)
const owner = `werkpakket/${module.id}`

void start()

async function start() {
  const begun = clock.ticks()
  const visit = await beginVisit({
    view: window, edition: store['edition'], module, shelf, place, clock, spent: watch.read,
    describe: questionOf, loadCoder, remembered: tab.getItem(owner)
  })
  if (visit.reason) playAlone(visit)
  else playWith(visit, clock.ticks() - begun)
}

/** @param {Without} visit */
function playAlone({ reason, end }) {
  const remembered = reason === 'ended' && tab.getItem(owner)
  const book = remembered ? notebook(shelf, remembered, place) : notebook(tab, `${module.id}/tab`, place)
  const work = openWork(reconcile(nothing(), book.read(), book.tag).state, book, clock.now)
  const status = statusLine(say, clock, () => false)
  play(page, work)
  status.warn('alone', say(reason))
  for (const button of all('[data-do=close]')) button.hidden = true
  addEventListener('pagehide', ({ persisted }) => persisted || end())
}

/**
 * @param {Begun} visit
 * @param {number} took milliseconds to begin
 */
function playWith({ work, saver, data, locked, owner: learner }, took) {
  tab.setItem(owner, learner)
  const status = statusLine(say, clock, saver.isStored)
  const timer = pace({ pending: saver.isPending, save, clock, took })
  play(page, work, () => status.warn('closed', say('closed')))
  if (locked) status.warn('locked', say('unreadable'), makeButton(say('start_again'), unlock))
  else keepSaving()
  onDo({ close })
  addEventListener('pagehide', ({ persisted }) => {
    if (persisted) timer.hurry()
    else leave()
  })

  function unlock() {
    shelf.setItem(`${owner}/unreadable`, data.read())
    status.unwarn('locked')
    saver.unlock()
    keepSaving()
  }

  function keepSaving() {
    work.listen(({ typed }) => {
      watch.read()
      if (typed) status.typed()
      if (typed) timer.typed()
      else timer.touch()
    })
    if (saver.isPending()) timer.touch()
    document.addEventListener('visibilitychange', () => {
      watch.see(!document.hidden)
      if (document.hidden) timer.hurry()
    })
  }

  function save() {
    const outcome = saver.save()
    status.warn('failed', outcome === 'failed' ? say(work.isKept() ? 'not_saved_platform' : 'not_kept_here') : '')
    status.warn('full', saver.late().length ? say('full', { questions: saver.late().map(questionOf).join('; ') }) : '')
    if (data.needsCoder()) void loadCoder().then(useCoder, () => {})
    showRoom(data.left())
    status.settled()
    return outcome !== 'failed'
  }

  /** @param {Coder} coder */
  async function useCoder(coder) {
    await coder.prime()
    data.use(coder)
    if (saver.late().length) save()
  }

  function leave() {
    timer.stop()
    work.close()
    return saver.leave()
  }

  function close() {
    const ending = leave() ? 'farewell' : 'farewell_unsaved'
    const heading = make('h2', { tabIndex: -1, className: 'utrecht-heading-2' }, say(`${ending}_title`))
    first('main')?.prepend(make('section', { className: 'farewell' }, heading, make('p', {}, say(ending))))
    heading.focus()
  }
}

/** @param {number | null} left characters */
function showRoom(left) {
  const line = first('#_room') ?? make('p', { id: '_room' })
  line.textContent = left === null ? '' : say('room', { n: left })
  first('#status')?.after(line)
}

/** @type {Promise<Coder> | null} */
let loading = null

/** The coder's file, by a plain script: it works wherever the page itself does. */
function loadCoder() {
  loading ??= new Promise((resolve, reject) => {
    const onload = () => resolve(/** @type {any} */ (globalThis).werkpakketCoder)
    document.head.append(make('script', { src: store['coder'], onload, onerror: reject }))
  })
  return loading
}
