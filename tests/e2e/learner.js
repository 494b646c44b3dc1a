/** What a play makes a learner do inside the package's page, on the clock of clock.js. */
{
  /** @type {any} */
  const here = window
  /** @type {Array<[at: number, role: string, text: string]>} */
  const said = []
  /** @type {number[]} when a key was typed, milliseconds since 1970 */
  const keys = []

  /** Writes down every change of what is said to a screen reader. */
  function hear() {
    for (const role of ['status', 'alert']) {
      const element = document.querySelector(`#${role}[role=${role}]`)
      if (!element) continue
      const write = () =>
        said.push([here.playClock?.ticks ?? 0, role, element.textContent?.trim() ?? ''])
      const changes = { subtree: true, childList: true, characterData: true }
      new MutationObserver(write).observe(element, changes)
    }
  }

  here.learner = {
    said,
    keys,

    /** Type at a steady pace. */
    /** @type {(question: string, text: string, pace: number) => Promise<void>} */
    async type(question, text, pace) {
      /** @type {HTMLTextAreaElement | null} */
      const box = document.querySelector(`textarea[name="${question}"]`)
      if (!box) throw new Error(question)
      for (const letter of text) {
        box.value += letter
        box.dispatchEvent(new InputEvent('input', { bubbles: true, data: letter }))
        keys.push(Date.now())
        await here.playClock.advance(pace)
      }
    },

    /** Put whole texts into boxes, as by pasting. @param {Record<string, string>} answers */
    write(answers) {
      for (const [question, text] of Object.entries(answers)) {
        /** @type {HTMLTextAreaElement | null} */
        const box = document.querySelector(`textarea[name="${question}"]`)
        if (!box) throw new Error(question)
        box.value = text
        box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }))
      }
    },

    /** Another tab or program comes in front, or this one again. */
    /** @param {boolean} visible */
    see(visible) {
      for (const view of new Set([here, here.parent, here.top])) {
        Object.defineProperty(view.document, 'hidden', { value: !visible, configurable: true })
        Object.defineProperty(view.document, 'visibilityState', {
          value: visible ? 'visible' : 'hidden',
          configurable: true,
        })
        view.document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      }
    },
  }

  /** Until the page can be worked in, the play's clock goes on by itself. */
  function begin() {
    const ready = document.documentElement.classList.contains('js')
    if (ready || !here.playClock || window === top) return
    here.playClock.advance(1)
    requestAnimationFrame(begin)
  }

  addEventListener('DOMContentLoaded', hear)
  addEventListener('DOMContentLoaded', begin)
}
