/** The player of a package: with an LMS by SCORM, or alone. */

import { bindAnswers } from './answers.js'
import { nothing } from './format.js'
import { reconcile } from './merge.js'
import { Notebook, shelf } from './notebook.js'
import { Pace } from './pace.js'
import { fill, first, listen, readPage, textarea } from './page.js'
import { bindParts } from './parts.js'
import { bindQuestions } from './questions.js'
import { beginVisit } from './scorm/visit.js'
import { Status } from './status.js'
import { asText, bindPrint, download } from './take-home.js'
import { stopwatch, systemClock as clock } from './time.js'
import { bindVideos } from './video.js'
import { Work } from './work.js'

/**
 * @import { Coder } from './format.js'
 */

const page = readPage()
const place = location.pathname

/** @param {string} id */
function describe(id) {
  const box = textarea(id)
  return (box instanceof HTMLTextAreaElement && box.labels?.[0]?.textContent?.trim()) || id
}

/** @returns {Promise<Coder>} */
function loadCoder() {
  return new Promise((resolve, reject) => {
    const tag = document.createElement('script')
    tag.src = String(page.store['coder'])
    tag.onload = () => resolve(/** @type {any} */ (globalThis).werkpakketCoder)
    tag.onerror = reject
    document.head.append(tag)
  })
}

const watch = stopwatch(clock)
void start()

async function start() {
  const visit = await beginVisit({
    window, edition: String(page.store['edition']), module: page.module,
    shelf: shelf(() => localStorage), place, clock, spent: watch.read, describe, loadCoder
  })
  const alone = 'reason' in visit
  const work = alone ? workAlone() : visit.work
  const status = new Status({
    word: /** @type {HTMLElement} */ (first('#status')), alert: /** @type {HTMLElement} */ (first('#alert')),
    texts: /** @type {any} */ (page.texts), clock, stored: () => !alone && visit.saver.hasAnswers()
  })
  bindAnswers(page, work)
  bindParts(page, work)
  bindQuestions()
  bindVideos(page.texts, work)
  listen({
    print: bindPrint(() => work.state),
    download: () => download(`${page.module.id}-${page.texts['file_name']}.txt`, asText(page, work.state, describe, new Date()))
  })
  if (alone) return status.warn('alone', page.texts[visit.reason] ?? '')
  const { saver } = visit
  saver.begin()
  const pace = new Pace({
    pending: () => saver.pending(),
    cost: () => saver.cost(),
    save() {
      const ok = saver.save()
      if (ok) status.unwarn('failed')
      else status.warn('failed', page.texts['not_saved_platform'] ?? '')
      status.settled()
      return ok
    }
  }, clock)
  work.listen(({ typed }) => {
    if (typed) status.typed()
    pace.touch()
  })
  if (saver.pending()) pace.touch()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      watch.hide()
      pace.hurry()
    } else watch.show()
  })
  addEventListener('pagehide', ({ persisted }) => {
    pace.stop()
    if (persisted) pace.hurry()
    else saver.leave()
  })
  listen({
    close() {
      pace.stop()
      if (saver.leave()) first('main')?.prepend(fill(page.texts['farewell'] ?? '', {}))
    }
  })
}

function workAlone() {
  const notebook = Notebook.find(shelf(() => sessionStorage), `werkpakket/${page.module.id}/tab`, place, new Map())
  return new Work(reconcile(nothing(), notebook.read(), notebook.tag).state, notebook, clock.now)
}
