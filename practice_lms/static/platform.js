/**
 * What a tool in a frame can ask of the platform's window: to keep data for it, and to be closed.
 *
 * LTI Platform Storage 0.1 and Client Side postMessages 0.1; both spellings of the subjects. Data
 * is kept per origin of a tool, as long as this window is open.
 */

/**
 * @typedef {{storage: string, origins: string[], home?: string}} Settings
 *   `storage` is the frame that tools are told of: "_parent" or "_self" when it is this window
 * @typedef {{subject?: unknown, message_id?: unknown, key?: unknown, value?: unknown}} Message
 */

const settings = /** @type {Settings} */ (
  JSON.parse(document.getElementById('platform')?.textContent ?? '{}')
)
const here = settings.storage === '_parent' || settings.storage === '_self'
const MAX_KEYS = 500
const MAX_LENGTH = 4096
/** @type {Map<string, Map<string, string>>} */
const kept = new Map()

/** @type {Record<string, (message: Message, origin: string) => object>} */
const answers = {
  'lti.capabilities': () => ({
    supported_messages: ['lti.capabilities', 'lti.put_data', 'lti.get_data'].map((subject) =>
      subject === 'lti.capabilities' ? { subject } : { subject, frame: settings.storage }
    )
  }),
  'lti.put_data': put,
  'lti.get_data': ({ key }, origin) => {
    if (typeof key !== 'string') return problem('bad_request', 'key is a text')
    return { key, value: kept.get(origin)?.get(key) ?? null }
  }
}

/** @type {(message: Message, origin: string) => object} */
function put({ key, value }, origin) {
  if (typeof key !== 'string') return problem('bad_request', 'key is a text')
  const own = kept.get(origin) ?? new Map()
  kept.set(origin, own)
  if (value === null || value === undefined) own.delete(key)
  else if (String(value).length > MAX_LENGTH || own.size >= MAX_KEYS)
    return problem('storage_exhaustion', 'too much')
  else own.set(key, String(value))
  return { key, value }
}

/** @type {(code: string, message: string) => object} */
const problem = (code, message) => ({ error: { code, message } })

/** @type {(subject: string, message: Message, origin: string) => object | null} */
function answer(subject, message, origin) {
  const action = answers[subject]
  if (!action) return null
  if (!here) return subject === 'lti.capabilities' ? action(message, origin) : null
  return settings.origins.includes(origin)
    ? action(message, origin)
    : problem('wrong_origin', 'this origin is not registered')
}

window.addEventListener('message', (event) => {
  const message = /** @type {Message} */ (event.data ?? {})
  const spelled = String(message.subject)
  const subject = spelled.replace(/^org\.imsglobal\./, '')
  if (subject === 'lti.close' && settings.home) location.assign(settings.home)
  const answered = settings.storage ? answer(subject, message, event.origin) : null
  if (!answered || !event.source) return
  const sent = { subject: `${spelled}.response`, message_id: message.message_id, ...answered }
  event.source.postMessage(sent, { targetOrigin: event.origin })
})

export {}
