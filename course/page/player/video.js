/** Videos: Vimeo's player only after the learner asked for it, and other ways when it stays away. */

import { all, first, listen } from './page.js'

/**
 * @import { Texts } from './page.js'
 * @import { Work } from './work.js'
 */

/** A player that says nothing for so long is blocked, by a network or by the video's owner. */
const PATIENCE = 8000

/**
 * @param {Texts} texts
 * @param {Work} work
 */
export function bindVideos(texts, work) {
  listen({ 'play-video': play, 'copy-password': (button) => void copyPassword(button, texts) })
  for (const video of all('video')) if (video instanceof HTMLVideoElement) resume(video, work)
}

/** @param {HTMLElement} button */
function play(button) {
  const video = button.closest('[data-video]')
  if (!(video instanceof HTMLElement)) return
  const frame = document.createElement('iframe')
  frame.src = video.dataset['src'] ?? ''
  frame.title = video.dataset['title'] ?? ''
  frame.allow = 'autoplay; fullscreen; picture-in-picture'
  frame.allowFullscreen = true
  frame.referrerPolicy = 'strict-origin-when-cross-origin'
  first('[data-frame]', video)?.replaceChildren(frame)
  frame.focus()
  awaitPlayer(frame, () => showUnreachable(video))
}

/**
 * The player says `ready` by itself (developer.vimeo.com/player/sdk, "ready").
 *
 * @param {HTMLIFrameElement} frame
 * @param {() => void} giveUp
 */
function awaitPlayer(frame, giveUp) {
  const timer = setTimeout(giveUp, PATIENCE)
  addEventListener('message', function hear({ source, origin, data }) {
    if (source !== frame.contentWindow || origin !== new URL(frame.src).origin) return
    if (!String(typeof data === 'string' ? data : JSON.stringify(data)).includes('"ready"')) return
    clearTimeout(timer)
    removeEventListener('message', hear)
  })
}

/** @param {HTMLElement} video */
function showUnreachable(video) {
  const template = first('template[data-unreachable]', video)
  if (template instanceof HTMLTemplateElement) template.replaceWith(template.content)
}

/**
 * @param {HTMLElement} button
 * @param {Texts} texts
 */
async function copyPassword(button, texts) {
  const password = first('[data-password]', button.closest('.video-ways') ?? document)
  const label = button.textContent
  try {
    await navigator.clipboard.writeText(password?.textContent ?? '')
    button.textContent = texts['copied'] ?? ''
  } catch {
    button.textContent = texts['copy_failed'] ?? ''
    if (password) getSelection()?.selectAllChildren(password)
  }
  setTimeout(() => (button.textContent = label), 5000)
}

/**
 * @param {HTMLVideoElement} video
 * @param {Work} work
 */
function resume(video, work) {
  const section = video.closest('section')
  const part = section?.dataset['part'] ?? ''
  video.addEventListener('loadedmetadata', () => {
    const seconds = work.state.watched.get(part) ?? 0
    if (seconds < video.duration - 2) video.currentTime = seconds
  }, { once: true })
  video.addEventListener('pause', () => work.watch(part, video.currentTime))
}
