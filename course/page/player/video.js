/** Videos: Vimeo's player only after the learner asked for it, and other ways when it stays away. */

import { all, first, make, onDo } from './page.js'

/**
 * @import { Say } from './page.js'
 * @import { Work } from './work.js'
 */

/** A player that says nothing for so long is blocked, by a network or by the video's owner. */
const PATIENCE = 8000
const COPIED = 5000

/**
 * @param {Say} say
 * @param {Work} work
 */
export function bindVideos(say, work) {
  onDo({ 'play-video': play, 'copy-password': (button) => void copyPassword(button, say) })
  for (const video of all('video')) resume(/** @type {HTMLVideoElement} */ (video), work)
}

/** @param {HTMLElement} button */
function play(button) {
  const video = /** @type {HTMLElement} */ (button.closest('[data-video]'))
  const frame = /** @type {HTMLIFrameElement} */ (
    make('iframe', {
      src: video.dataset['src'],
      title: video.dataset['title'],
      allow: 'autoplay; fullscreen; picture-in-picture',
      referrerPolicy: 'strict-origin-when-cross-origin',
    })
  )
  awaitReady(frame, () => {
    const template = first('[data-unreachable]', video)
    template?.replaceWith(/** @type {HTMLTemplateElement} */ (template).content)
  })
  first('[data-frame]', video)?.replaceChildren(frame)
  frame.focus()
}

/**
 * The player says `ready` by itself (developer.vimeo.com/player/sdk/reference, "Events").
 *
 * @param {HTMLIFrameElement} frame
 * @param {() => void} giveUp
 */
function awaitReady(frame, giveUp) {
  const timer = setTimeout(giveUp, PATIENCE)
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== new URL(frame.src).origin) return
    if (JSON.stringify(data).includes('ready')) clearTimeout(timer)
  })
}

/** @param {HTMLElement} button @param {Say} say */
async function copyPassword(button, say) {
  const password = first('[data-password]', button.closest('p'))
  const label = button.textContent
  try {
    await navigator.clipboard.writeText(password?.textContent ?? '')
    button.textContent = say('copied')
  } catch {
    button.textContent = say('copy_failed')
    if (password) getSelection()?.selectAllChildren(password)
  }
  setTimeout(() => (button.textContent = label), COPIED)
}

/**
 * Go on where a local video was, also after a tab that was closed while it played.
 *
 * @param {HTMLVideoElement} video
 * @param {Work} work
 */
function resume(video, work) {
  const { id = '' } = video.closest('section') ?? {}
  const seek = () => {
    const seconds = work.state().watched.get(id) ?? 0
    if (seconds < video.duration - 2) video.currentTime = seconds
  }
  const keep = () => {
    if (video.played.length) work.watch(id, video.ended ? 0 : video.currentTime)
  }
  if (video.readyState) seek()
  else video.addEventListener('loadedmetadata', seek, { once: true })
  video.addEventListener('pause', keep)
  addEventListener('pagehide', keep)
}
