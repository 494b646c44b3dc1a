/** Sends what a package commits to the practice LMS. */

/** @type {(url: string, finished: boolean) => string} */
const addressed = (url, finished) => (finished ? `${url}&finished=true` : url)

/**
 * Waits for the answer, as platforms do, since Commit has to say whether it worked. While a page
 * is dismissed browsers refuse that; then a beacon is tried.
 *
 * @param {string} url
 * @param {boolean} beacon whether there is one to try
 * @returns {import("./run-time.js").Send}
 */
export function sendAndWait(url, beacon) {
  return (cmi, finished) => {
    const request = new XMLHttpRequest()
    try {
      request.open('POST', addressed(url, finished), false)
      request.setRequestHeader('Content-Type', 'application/json')
      request.send(JSON.stringify(cmi))
      return request.status === 200
    } catch {
      return finished && beacon && sendBeacon(url)(cmi, finished)
    }
  }
}

/**
 * Says yes, whatever becomes of it: a beacon holds 64 KiB and tells nobody what was answered.
 *
 * @param {string} url
 * @returns {import("./run-time.js").Send}
 */
export function sendBeacon(url) {
  return (cmi, finished) => {
    navigator.sendBeacon(addressed(url, finished), JSON.stringify(cmi))
    return true
  }
}
