import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'

import { nothing } from '../../course/page/player/format.js'
import { httpSaver } from '../../course/page/player/http.js'
import { reconcile } from '../../course/page/player/merge.js'
import { notebook } from '../../course/page/player/notebook.js'
import { openWork } from '../../course/page/player/work.js'
import { fakeClock } from './support/clock.js'
import { module } from './support/platform.js'
import { browser } from './support/shelf.js'

/**
 * @import { IncomingMessage, Server, ServerResponse } from 'node:http'
 * @import { AddressInfo } from 'node:net'
 * @import { Result } from '../../course/page/player/http.js'
 */

/** @type {Server[]} */
const servers = []
after(() => {
  for (const server of servers) server.close()
})

/**
 * A server that keeps answers as docs/architecture.md says.
 */
async function tool() {
  /** @type {Map<string, {text: string, reader: string, revision: number}>} */
  const answers = new Map()
  /** @type {Array<{method: string, path: string, body: any}>} */
  const requests = []
  const state = {
    answers,
    requests,
    status: 200,
    handedIn: 0,
    progress: /** @type {any[]} */ ([]),
    base: '',
    /** Called before an answer is given. @type {() => unknown} */
    before: () => undefined,
  }

  /** @param {string} id @param {{text: string, reader: string, revision: number}} draft */
  function put(id, draft) {
    const kept = answers.get(id)
    if (kept && kept.text === draft.text && kept.reader === draft.reader)
      return [200, { revision: kept.revision }]
    if (kept && kept.revision !== draft.revision) return [409, kept]
    const revision = draft.revision + 1
    answers.set(id, { text: draft.text, reader: draft.reader, revision })
    return [200, { revision }]
  }

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async function answer(request, response) {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const path = (request.url ?? '').replace('/launch/x/', '')
    const body = JSON.parse(Buffer.concat(chunks).toString() || 'null')
    requests.push({ method: request.method ?? '', path, body })
    const found =
      state.status !== 200
        ? [state.status, { error: 'session' }]
        : request.headers['x-launch-secret'] !== 's'
          ? [401, {}]
          : path.startsWith('answers/')
            ? put(path.slice(8), body)
            : path === 'hand-in'
              ? [200, { handed_in_at: ++state.handedIn }]
              : [200, state.progress.push(body) && {}]
    await state.before()
    response
      .writeHead(/** @type {number} */ (found[0]), { 'Content-Type': 'application/json' })
      .end(JSON.stringify(found[1]))
  }

  const server = createServer((request, response) => void answer(request, response))
  servers.push(server)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)))
  state.base = `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}/launch/x/`
  return state
}

/** A page of the tool. @param {Awaited<ReturnType<typeof tool>>} server @param {ReturnType<typeof browser>} [storage] */
function open(server, storage = browser()) {
  const clock = fakeClock()
  const answers = new Map(
    [...server.answers].map(([id, { text, reader }]) => [id, { text, reader, at: 0 }]),
  )
  const stored = { ...nothing().state, answers }
  const book = notebook(storage.tab(), { owner: server.base, place: '', now: clock.now() })
  const { state } = reconcile({ ...nothing(), state: stored }, book.read(), book.tag)
  const work = openWork(state, book, clock.now, stored.answers)
  /** @type {Result[]} */
  const told = []
  const saver = httpSaver({
    settings: {
      base: server.base,
      secret: 's',
      most: 50,
      revisions: Object.fromEntries(
        [...server.answers].map(([id, { revision }]) => [id, revision]),
      ),
    },
    module,
    work,
    stored,
    forget: book.forget,
    clock,
    send: fetch,
    tell: (result) => told.push(result),
  })
  work.listen(saver.touch)
  /** @param {string} id @param {string} text */
  const type = (id, text) => work.write(id, { text, reader: 'instructor' })
  return { clock, work, saver, told, storage, type }
}

/** Let time pass and the requests in it come back. @param {ReturnType<typeof open>} page @param {number} milliseconds */
async function pass({ clock, told }, milliseconds) {
  for (const end = clock.ticks() + milliseconds; clock.ticks() < end;) {
    clock.pass(250)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await new Promise((resolve) => setTimeout(resolve, 20))
  return told
}

test('a change is stored, readably, within two seconds, also while typing goes on', async () => {
  const server = await tool()
  const page = open(server)
  for (let second = 0; second < 6; second++) {
    page.type('vraag-1', `tekst\nna ${second}`)
    await pass(page, 1000)
  }
  await pass(page, 1000)
  assert.ok(server.requests.length >= 3)
  assert.deepEqual(
    {
      text: 'tekst\nna 5',
      reader: 'instructor',
      revision: server.answers.get('vraag-1')?.revision,
    },
    server.answers.get('vraag-1'),
  )
  assert.equal(true, page.saver.isStored())
})

test('what is stored leaves the browser', async () => {
  const server = await tool()
  const page = open(server)
  page.type('vraag-1', 'vertrouwelijk')
  assert.ok([...page.storage.items.values()].some((value) => value.includes('vertrouwelijk')))
  await pass(page, 2000)
  assert.ok(![...page.storage.items.values()].some((value) => value.includes('vertrouwelijk')))
})

test('opened parts and marks go along, and a mark is taken away again', async () => {
  const server = await tool()
  const page = open(server)
  page.work.open('film')
  page.work.mark('kaart', true)
  await pass(page, 2000)
  page.work.mark('kaart', false)
  await pass(page, 2000)
  assert.deepEqual(
    [
      { opened: ['film'], marked: ['kaart'], unmarked: [] },
      { opened: ['film'], marked: [], unmarked: ['kaart'] },
    ],
    server.progress,
  )
})

test('during an outage the page tries again within fifteen seconds, and all is stored afterwards', async () => {
  const server = await tool()
  const page = open(server)
  server.status = 503
  page.type('vraag-1', 'tijdens de storing')
  await pass(page, 60_000)
  assert.equal('failed', page.told.at(-1))
  assert.ok(server.requests.length >= 10)
  server.status = 200
  await pass(page, 15_000)
  assert.equal('saved', page.told.at(-1))
  assert.equal('tijdens de storing', server.answers.get('vraag-1')?.text)
})

test('a reload during an outage keeps the text', async () => {
  const server = await tool()
  const page = open(server)
  server.status = 503
  page.type('vraag-1', 'nog niet opgeslagen')
  await pass(page, 2000)
  server.status = 200
  const again = open(server, page.storage)
  assert.equal('nog niet opgeslagen', again.work.state().answers.get('vraag-1')?.text)
  again.saver.touch()
  await pass(again, 2000)
  assert.equal('nog niet opgeslagen', server.answers.get('vraag-1')?.text)
})

test('when the launch is over the page asks no more and keeps the text', async () => {
  const server = await tool()
  const page = open(server)
  server.status = 401
  page.type('vraag-1', 'te laat')
  await pass(page, 2000)
  const before = server.requests.length
  page.type('vraag-1', 'te laat, en meer')
  await pass(page, 60_000)
  page.saver.leave()
  assert.deepEqual(['over'], page.told)
  assert.equal(before, server.requests.length)
  assert.equal('te laat, en meer', page.work.state().answers.get('vraag-1')?.text)
})

test('when someone else was first both are shown, and nothing is sent before the choice', async () => {
  const server = await tool()
  const [one, two] = [open(server), open(server)]
  one.type('vraag-1', 'van de een')
  await pass(one, 2000)
  two.type('vraag-1', 'van de ander')
  await pass(two, 5000)
  assert.equal('contested', two.told.at(-1))
  const answer = two.work.state().answers.get('vraag-1')
  assert.deepEqual(['van de ander', 'van de een'], [answer?.text, answer?.other?.text])
  assert.equal('van de een', server.answers.get('vraag-1')?.text)
  assert.equal(false, two.saver.isStored())
  two.work.write('vraag-1', { text: 'van de ander', other: undefined })
  await pass(two, 2000)
  assert.equal('van de ander', server.answers.get('vraag-1')?.text)
  assert.equal('saved', two.told.at(-1))
})

test('other answers are saved while one waits for a choice', async () => {
  const server = await tool()
  const [one, two] = [open(server), open(server)]
  one.type('vraag-1', 'van de een')
  await pass(one, 2000)
  two.type('vraag-1', 'van de ander')
  two.type('vraag-2', 'iets anders')
  await pass(two, 3000)
  assert.equal('iets anders', server.answers.get('vraag-2')?.text)
})

test('a save whose answer was lost is not taken for another person', async () => {
  const server = await tool()
  const page = open(server)
  page.type('vraag-1', 'eerste')
  server.before = () => new Promise((resolve) => setTimeout(resolve, 200))
  await pass(page, 1250)
  page.saver.leave()
  page.type('vraag-1', 'tweede')
  page.saver.leave()
  server.before = () => undefined
  await new Promise((resolve) => setTimeout(resolve, 500))
  await pass(page, 3000)
  assert.equal('tweede', server.answers.get('vraag-1')?.text)
  assert.equal(undefined, page.work.state().answers.get('vraag-1')?.other)
  assert.ok(!page.told.includes('contested'))
})

test('handing in waits until all is stored', async () => {
  const server = await tool()
  const page = open(server)
  page.type('vraag-1', 'laatste woord')
  assert.equal('saved', await page.saver.handIn())
  assert.deepEqual(
    ['answers/vraag-1', 'hand-in'],
    server.requests.map(({ path }) => path),
  )
})

test('what could not be stored is not handed in', async () => {
  const server = await tool()
  const page = open(server)
  page.type('vraag-1', 'laatste woord')
  server.status = 503
  assert.equal('failed', await page.saver.handIn())
  assert.equal(0, server.handedIn)
})

test('an answer that is too long is told, not sent, and the others are stored', async () => {
  const server = await tool()
  const page = open(server)
  page.type('vraag-1', '🙂'.repeat(51))
  page.type('vraag-2', '🙂'.repeat(50))
  await pass(page, 30_000)
  assert.equal('too_long', page.told.at(-1))
  assert.deepEqual([{ id: 'vraag-1', n: 51 }], page.saver.tooLong())
  assert.deepEqual(
    ['answers/vraag-2'],
    server.requests.map(({ path }) => path),
  )
  assert.equal(false, page.saver.isStored())
  assert.equal('too_long', await page.saver.handIn())
  assert.equal(0, server.handedIn)
  page.type('vraag-1', 'korter')
  await pass(page, 2000)
  assert.equal('saved', page.told.at(-1))
  assert.deepEqual([], page.saver.tooLong())
  assert.equal('korter', server.answers.get('vraag-1')?.text)
})

test('what the tool refuses for its length is not sent again until it changes', async () => {
  const server = await tool()
  const page = open(server)
  server.status = 413
  page.type('vraag-1', 'te lang voor wat ertussen staat')
  await pass(page, 30_000)
  assert.equal(1, server.requests.length)
  assert.equal('too_long', page.told.at(-1))
  server.status = 200
  page.type('vraag-1', 'korter')
  await pass(page, 2000)
  assert.equal('korter', server.answers.get('vraag-1')?.text)
})
