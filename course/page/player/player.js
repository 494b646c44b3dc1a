/** What every host's page has in common: all that a learner sees and does on it. */

import { bindAnswers } from './answers.js'
import { bindCards } from './cards.js'
import { bindParts } from './parts.js'
import { bindQuestions } from './questions.js'
import { bindTakeHome } from './take-home.js'
import { bindVideos } from './video.js'

/**
 * @import { Page } from './page.js'
 * @import { Work } from './work.js'
 */

/**
 * @param {Page} page
 * @param {Work} work
 */
export function play(page, work) {
  bindAnswers(page, work)
  bindParts(page, work)
  bindQuestions()
  bindCards(page.say)
  bindVideos(page.say, work)
  bindTakeHome(page, work)
}
