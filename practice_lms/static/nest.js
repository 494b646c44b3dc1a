/** Puts a frame in a frame in a frame: some platforms hide the API seven windows higher. */

const query = new URLSearchParams(location.search)
const depth = Number(query.get('depth'))
const to = new URL(query.get('to') ?? '', location.href)
const frame = document.createElement('iframe')
frame.title = document.title
frame.src =
  depth > 1 ? `?${new URLSearchParams({ depth: String(depth - 1), to: to.href })}` : to.href
if (to.origin === location.origin) document.body.append(frame)

export {}
