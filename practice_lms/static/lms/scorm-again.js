/** The run-time of scorm-again (MIT), fed and heard the way this LMS does it. */

/**
 * @typedef {import("./run-time.js").Api} Api
 * @typedef {Api & {loadFromFlattenedJSON: (cmi: Record<string, string>) => void}} ScormAgain
 * @typedef {new (settings: Record<string, unknown>) => ScormAgain} Constructor
 */

const CLASSES = { scorm12: 'Scorm12API', scorm2004: 'Scorm2004API' }
const SILENT = 5

/**
 * @param {import("./editions.js").Edition} edition
 * @param {Record<string, string>} cmi
 * @param {string} url where commits go
 * @returns {Api}
 */
export function scormAgain(edition, cmi, url) {
  const globals = /** @type {Record<string, Constructor | undefined>} */ (
    /** @type {unknown} */ (globalThis)
  )
  const Made = globals[CLASSES[edition.name]]
  if (!Made) throw new Error(`${CLASSES[edition.name]} is not loaded`)
  const api = new Made({
    lmsCommitUrl: url,
    dataCommitFormat: 'flattened',
    terminateCommitParam: 'finished',
    logLevel: SILENT
  })
  for (const part of inOrder(cmi)) api.loadFromFlattenedJSON(part)
  const bound = Object.values(edition.calls).map((name) => [
    name,
    /** @type {Api[string]} */ ((...values) => api[name]?.(...values))
  ])
  return Object.fromEntries(bound)
}

/**
 * scorm-again loads arrays other than interactions and objectives in the order of their names,
 * 10 before 2, and drops what comes too early. So each entry of an array is loaded by itself.
 *
 * @param {Record<string, string>} cmi
 * @returns {Record<string, string>[]}
 */
function inOrder(cmi) {
  /** @type {Map<string, Record<string, string>>} */
  const parts = new Map()
  for (const [name, value] of Object.entries(cmi)) {
    const part = /^cmi\.\w+\.\d+(?=\.)/.exec(name)?.[0] ?? ''
    parts.set(part, { ...parts.get(part), [name]: value })
  }
  const names = [...parts.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  return names.map((name) => parts.get(name) ?? {})
}
