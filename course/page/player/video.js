/** Videos: Vimeo's player only after the learner asked for it, and other ways when it stays away. */

import { all, contentOf, first, make, onDo } from './page.js'

/**
 * @import { Say } from './page.js'
 * @import { Work } from './work.js'
 */

/** Milliseconds after which a network that says nothing is taken to block Vimeo. */
const PATIENCE = 8000
const COPIED = 5000

/**
 * @param {Say} say
 * @param {Work} work
 */
export function bindVideos(say, work) {
  onDo({
    'play-video': (button) => void play(button, say),
    'copy-password': (button) => void copyPassword(button, say),
  })
  for (const video of all('video')) resume(/** @type {HTMLVideoElement} */ (video), work)
}

/**
 * Put Vimeo's player in the place of the picture. Where it stays away, say so and keep the picture.
 *
 * @param {HTMLElement} button
 * @param {Say} say
 */
async function play(button, say) {
  const video = /** @type {HTMLElement} */ (button.closest('[data-video]'))
  const { src = '', title } = video.dataset
  const message = first('[role=alert]', video)
  const label = button.textContent
  message?.replaceChildren()
  button.textContent = say('video_coming')
  if (!(await isReachable(src))) {
    button.textContent = label
    message?.append(contentOf(first('[data-unreachable]', video)))
    return
  }
  const allow = 'autoplay; fullscreen; picture-in-picture'
  const referrerPolicy = 'strict-origin-when-cross-origin'
  const frame = make('iframe', { src, title, allow, referrerPolicy })
  first('[data-frame]', video)?.replaceChildren(frame)
  frame.focus()
}

/**
 * Whether anything answers there. The player itself says nothing until a password is entered, and a
 * frame does not tell its page whether it came. A platform's policy that forbids to ask may allow
 * the frame.
 *
 * @param {string} url
 * @returns {Promise<unknown>} truthy when it is
 */
function isReachable(url) {
  return new Promise((done) => {
    setTimeout(done, PATIENCE)
    addEventListener('securitypolicyviolation', done)
    fetch(url, { method: 'HEAD', mode: 'no-cors', credentials: 'omit' }).then(
      () => done(true),
      () => setTimeout(done, 100),
    )
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
  video.addEventListener('loadedmetadata', seek)
  video.addEventListener('pause', keep)
  addEventListener('pagehide', keep)
}
