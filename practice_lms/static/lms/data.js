/** The run-time data of one sitting: elements with their values, arrays by their indices. */

/**
 * @typedef {import("./editions.js").Edition} Edition
 * @typedef {import("./editions.js").Situation} Situation
 */

/** A refusal, named as in `editions.js`. */
export class Refusal extends Error {
  /** @param {Situation} situation */
  constructor(situation) {
    super(situation)
    this.situation = situation
  }
}

export class Data {
  /** @type {Map<string, string>} */
  #values
  #edition
  #limits

  /**
   * @param {Edition} edition
   * @param {import("./types.js").Limits} limits
   * @param {Record<string, string>} cmi what is there at the start
   */
  constructor(edition, limits, cmi) {
    this.#edition = edition
    this.#limits = limits
    this.#values = new Map(Object.entries(cmi))
  }

  /** @returns {Record<string, string>} what a commit sends */
  all() {
    return Object.fromEntries(this.#values)
  }

  /** @type {(element: string) => string} */
  get(element) {
    const keyword = this.#keyword(element)
    if (keyword !== undefined) return keyword
    const { access, initial } = this.#find(element)
    this.#checkIndices(element, 'getIndex', 0)
    if (access === 'w') throw new Refusal('writeOnly')
    const value = this.#values.get(element) ?? initial
    if (value === undefined) throw new Refusal('noValue')
    return value
  }

  /** @type {(element: string, value: string) => void} */
  set(element, value) {
    if (/\._(children|count|version)$/.test(element)) throw new Refusal('keyword')
    const { access, type } = this.#find(element)
    if (access === 'r') throw new Refusal('readOnly')
    this.#checkIndices(element, 'setIndex', 1)
    this.#checkDependencies(element)
    const verdict = this.#edition.types[type]?.(value, this.#limits) ?? 'type'
    if (verdict !== 'ok') throw new Refusal(verdict)
    const before = this.#limits.comments === 'append' && element === 'cmi.comments'
    this.#values.set(element, before ? (this.#values.get(element) ?? '') + value : value)
  }

  /** @type {(element: string) => string | undefined} */
  #keyword(element) {
    const [, parent, word] = /^(.*)\._(children|count|version)$/.exec(element) ?? []
    if (parent === undefined) return undefined
    if (word === 'version')
      return parent === 'cmi' ? this.#edition.version : this.#none('undefined')
    const children = this.#children(parent)
    if (children.length === 0) return this.#none(word === 'count' ? 'getCount' : 'getChildren')
    if (word === 'children') return children.join(',')
    return this.#isArray(parent) ? String(this.#count(parent)) : this.#none('getCount')
  }

  /** @type {(situation: Situation) => never} */
  #none(situation) {
    throw new Refusal(situation)
  }

  /** @type {(element: string) => string[]} */
  #children(element) {
    const prefix = `${pattern(element)}.`
    const names = Object.keys(this.#edition.model).filter((name) => name.startsWith(prefix))
    const rest = names.map((name) => name.slice(prefix.length).replace(/^n\./, ''))
    return [...new Set(rest.map((name) => name.split('.')[0] ?? ''))]
  }

  /** @type {(element: string) => boolean} */
  #isArray(element) {
    return Object.keys(this.#edition.model).some((name) =>
      name.startsWith(`${pattern(element)}.n.`)
    )
  }

  /** @type {(array: string) => number} */
  #count(array) {
    let count = 0
    for (const name of this.#values.keys()) {
      if (!name.startsWith(`${array}.`)) continue
      count = Math.max(count, parseInt(name.slice(array.length + 1), 10) + 1)
    }
    return count
  }

  /** @type {(element: string) => import("./model.js").Element} */
  #find(element) {
    return this.#edition.model[pattern(element)] ?? this.#none('undefined')
  }

  /** Indices follow each other: one may be new, none may be skipped. */
  /** @type {(element: string, situation: Situation, fresh: 0 | 1) => void} */
  #checkIndices(element, situation, fresh) {
    for (const { 0: dotted, index } of element.matchAll(/\.\d+(?=\.)/g)) {
      const count = this.#count(element.slice(0, index))
      if (Number(dotted.slice(1)) >= count + fresh) throw new Refusal(situation)
    }
  }

  /** 2004: an id before all else, a type before a response (RTE 4.2.9). */
  /** @type {(element: string) => void} */
  #checkDependencies(element) {
    const [, entry, field] = /^(cmi\.(?:interactions|objectives)\.\d+)\.(.+)$/.exec(element) ?? []
    if (!this.#edition.idFirst || entry === undefined || field === 'id') return
    const needs = /response/.test(field ?? '') ? ['id', 'type'] : ['id']
    const missing = needs.some((name) => !this.#values.has(`${entry}.${name}`))
    if (missing) throw new Refusal('dependency')
  }
}

/** @type {(element: string) => string} */
const pattern = (element) => element.replace(/\.\d+(?=\.|$)/g, '.n')
