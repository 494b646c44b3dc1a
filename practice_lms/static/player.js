/**
 * The player's page: makes the API that the package looks for, then opens the package.
 *
 * For tests `window.calls` lists every call that a package made, and `window.lms` holds the faults,
 * which may be changed while it plays.
 */

import { editions } from './lms/editions.js'
import { mangled, withFaults } from './lms/faults.js'
import { recorded } from './lms/record.js'
import { RunTime } from './lms/run-time.js'
import { scormAgain } from './lms/scorm-again.js'
import { sendAndWait, sendBeacon } from './lms/sending.js'

/**
 * @typedef {import("./lms/editions.js").Edition} Edition
 * @typedef {import("./lms/run-time.js").Api} Api
 * @typedef {object} Settings what the page's JSON holds
 * @property {import("./lms/editions.js").EditionName} edition
 * @property {"scorm-again" | "fake"} runtime
 * @property {Record<string, import("./lms/types.js").Limits>} limits by edition
 * @property {import("./lms/faults.js").Faults} faults
 * @property {{nested?: number, popup?: boolean}} page
 * @property {string} sit where a sitting begins
 * @property {string} launch the package's first page
 * @property {string} nest the page that nests frames
 * @typedef {{cmi: Record<string, string>, commit: string}} Sitting
 */

const settings = /** @type {Settings} */ (
  JSON.parse(document.getElementById('player')?.textContent ?? '{}')
)
/** @type {import("./lms/record.js").Recorded[]} */
const calls = []
const shared = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (window))

/** Asked anew at each load, since a page that a browser kept would bring yesterday's state. */
/** @type {() => Promise<Sitting>} */
async function sit() {
  const kept = sessionStorage.getItem(settings.sit)
  const response = await fetch(settings.sit, { method: 'POST' })
  if (!response.ok) throw new Error(`${response.status}`)
  const sitting = /** @type {Sitting} */ (await response.json())
  if (!settings.faults.stale) return sitting
  const first = kept === null ? sitting.cmi : JSON.parse(kept)
  sessionStorage.setItem(settings.sit, JSON.stringify(first))
  return { ...sitting, cmi: first }
}

/** @type {(edition: Edition, sitting: Sitting) => Api} */
function makeApi(edition, { cmi, commit }) {
  const { runtime, limits, faults } = settings
  const start = mangled(cmi, faults)
  const { transport } = faults
  const send =
    transport === 'beacon' ? sendBeacon(commit) : sendAndWait(commit, transport !== 'sync')
  const own =
    runtime === 'scorm-again'
      ? scormAgain(edition, start, commit)
      : new RunTime(edition, limits[edition.name] ?? { string: 255, text: 4096 }, start, send).api()
  return recorded(withFaults(toldWhenOver(own, edition), edition, faults), edition, calls)
}

/** @type {(api: Api, edition: Edition) => Api} */
function toldWhenOver(api, edition) {
  const terminate = edition.calls.terminate
  const over = /** @type {Api[string]} */ (
    (...values) => {
      const answer = api[terminate]?.(...values)
      say('De sessie is afgesloten. Je kunt terug naar het leerplatform.')
      return answer
    }
  )
  return { ...api, [terminate]: over }
}

/** @type {(text: string) => void} */
function say(text) {
  const status = document.getElementById('player-status')
  if (status) status.textContent = text
}

function open() {
  const { nested, popup } = settings.page
  if (popup) return offerWindow()
  const frame = document.createElement('iframe')
  frame.title = document.title
  frame.name = 'package'
  frame.allow = 'autoplay; fullscreen; picture-in-picture'
  frame.src = nested
    ? `${settings.nest}?${new URLSearchParams({ depth: String(nested - 1), to: settings.launch })}`
    : settings.launch
  document.getElementById('player-place')?.append(frame)
}

function offerWindow() {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'utrecht-button utrecht-button--primary-action'
  button.textContent = 'Openen in een nieuw venster'
  button.addEventListener('click', () => window.open(settings.launch, 'package', 'popup'))
  document.getElementById('player-place')?.append(button)
}

async function play() {
  try {
    const sitting = await sit()
    const names =
      settings.faults.api === 'both' ? Object.values(editions) : [editions[settings.edition]]
    if (settings.faults.api !== 'missing') {
      for (const edition of names) shared[edition.global] = makeApi(edition, sitting)
    }
    shared['calls'] = calls
    shared['lms'] = { faults: settings.faults }
    open()
  } catch {
    say('Het leerplatform antwoordt niet. Laad deze pagina opnieuw.')
  }
}

play()
