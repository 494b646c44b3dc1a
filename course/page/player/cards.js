/** Cards: a random one, and only those that are marked for today. */

import { all, first, make, onDo } from './page.js'

/**
 * @import { Say } from './page.js'
 */

/** @param {Say} say */
export function bindCards(say) {
  const none = make('p', { hidden: true }, say('no_marks'))
  first('[data-cards]')?.after(none)
  /** @type {HTMLElement | undefined} */
  let last

  const cards = () => all('[data-card]')
  /** @param {HTMLElement} card */
  const isMarked = (card) => Boolean(first('[data-mark]:checked', card))

  onDo({
    random() {
      const open = cards().filter(
        (card) => !card.hidden && card !== last && first('[data-mark]', card),
      )
      last = open[Math.floor(Math.random() * open.length)] ?? last
      first('[tabindex="-1"]', last)?.focus()
    },
    filter(button) {
      const only = button.ariaPressed !== 'true'
      button.ariaPressed = String(only)
      for (const card of cards()) card.hidden = only && !isMarked(card)
      none.hidden = !only || cards().some(isMarked)
    },
  })
}
