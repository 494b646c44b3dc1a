/**
 * Who reads an answer, chosen at that answer. The page shows the choice that the tool has; without
 * one, what the module begins with, which the tool takes too.
 */

/**
 * @import { Work } from './work.js'
 */

const NAME = /^(.+)\.reader$/

/** @param {Work} work */
export function bindReaders(work) {
  document.addEventListener('change', ({ target }) => {
    const radio = /** @type {HTMLInputElement} */ (target)
    const [, id] = NAME.exec(radio.name) ?? []
    if (id) work.write(id, { reader: radio.value })
  })
  work.listen(({ id, typed }) => id && !typed && show(id, work))
  for (const id of work.state().answers.keys()) show(id, work)
}

/** @param {string} id @param {Work} work */
function show(id, work) {
  const reader = work.state().answers.get(id)?.reader
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.getElementsByName(`${id}.reader`)
  )
  for (const radio of radios) if (reader) radio.checked = radio.value === reader
}
