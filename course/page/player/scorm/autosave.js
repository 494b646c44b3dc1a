/** Saves a visit's work by itself, at a good pace, and gets the coder before it is needed. */

import { pace } from '../pace.js'
import { lengthOf } from '../state.js'

/**
 * @import { Coder } from '../format.js'
 * @import { Clock } from '../time.js'
 * @import { Outcome } from './data.js'
 * @import { Begun } from './visit.js'
 *
 * @typedef {object} News how a save went
 * @property {boolean} failed
 * @property {readonly string[]} late content ids of the answers that the LMS has no room for
 * @property {number | null} left characters for which there is room; null when that is plenty
 */

/**
 * @param {Pick<Begun, 'work' | 'saver' | 'data'>} visit
 * @param {{clock: Clock, loadCoder: () => Promise<Coder>, tell: (news: News) => void}} setting
 */
export function autosave({ work, saver, data }, { clock, loadCoder, tell }) {
  let ended = false
  /** Whether an earlier visit left text that the LMS never got: that goes first. */
  let recovered = saver.isPending()
  let asked = false
  const timer = pace({ pending: saver.isPending, save, clock })
  work.listen(({ typed }) => {
    if (typed) timer.typed()
    else if (saver.finishes()) timer.save()
    else timer.touch()
    prepare()
  })
  prepare()

  /** @returns {boolean} whether the LMS answered, be it that it has no room */
  function save() {
    const failed = saver.save() === 'failed'
    tell({ failed, late: saver.late(), left: data.left() })
    return !failed
  }

  /**
   * Fetch the coder before it is needed. The last key before a tab closes is saved at once, and
   * browsers give a closing tab half a second.
   */
  function prepare() {
    if (asked || !data.needsCoder(lengthOf(work.state()))) return
    asked = true
    loadCoder().then(use, () => {
      asked = false
      timer.touch()
    })
  }

  /** What waits for the coder is saved at once; else it gets ready between other work. @param {Coder} coder */
  function use(coder) {
    data.use(coder)
    if (ended || !(recovered || saver.late().length)) return void coder.prime()
    recovered = false
    saver.anew()
    timer.save()
  }

  return {
    /** The page can be worked in, and now the LMS may take its time. */
    begin() {
      if (ended) return
      if (recovered && !asked) timer.save()
      else timer.heed(saver.commit)
    },

    /** The page goes out of sight. */
    hurry: () => ended || timer.hurry(),

    /** End the visit. @returns {Outcome} */
    leave() {
      ended = true
      timer.stop()
      const outcome = saver.leave()
      work.close()
      return outcome
    },
  }
}
