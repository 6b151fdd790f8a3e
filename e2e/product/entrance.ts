import { type APIRequest, type APIRequestContext, type BrowserContextOptions, expect } from '@playwright/test'
import type { Role } from '#contract/access.ts'
import type { DisplayClass } from '#contract/display-class.ts'
import type { Product } from './product.ts'

/** The cookies of somebody who has got in. */
export type Pass = Exclude<NonNullable<BrowserContextOptions['storageState']>, string>['cookies']

/** A password that nothing speaks against. */
export const PASSWORD = 'tide ninety waves north'

/**
 * How tests get in, once for each display: a wall by its pairing code, which the person at the machine confirms; a person by
 * an account, its one-time link and the sign-in. In the simulated city nobody needs to: a role is tried by itself.
 */
export class Entrance {
  readonly #product: Product
  readonly #browser: APIRequest
  readonly #passes = new Map<string, Promise<Pass>>()
  #isOpen: Promise<boolean> | undefined

  constructor(product: Product, browser: APIRequest) {
    this.#product = product
    this.#browser = browser
  }

  /** What a display is let in with; undefined where it gets in by itself. */
  async passFor(display: DisplayClass): Promise<Pass | undefined> {
    if (await this.#isOpenToAll()) return undefined
    return display === 'wall' ? this.#once('wall', () => this.#enrolled(display)) : this.personIn('duty-officer')
  }

  /** A person who acts in a role that needs no second factor. */
  personIn(role: Role, area?: string): Promise<Pass> {
    return this.#once(`${role} ${area ?? ''}`, async () => {
      const name = ['e2e', role, area].filter(Boolean).join('.')
      await this.addAccount(name, role, area)
      const asking = await this.#asking()
      const answer = await asking.post('/api/access/sign-in', { data: { name, password: PASSWORD } })
      expect(answer.status(), await answer.text()).toBe(200)
      return passOf(asking)
    })
  }

  /** Makes an account with one remit whose password is `PASSWORD`, as an operator and then its holder do. */
  async addAccount(name: string, role: Role, area?: string): Promise<{ readonly name: string; readonly password: string }> {
    const link = await this.#product.admin('account', 'add', name, '--role', role, ...(area === undefined ? [] : ['--area', area]))
    const asking = await this.#asking()
    const token = link.split('#').at(-1)
    const answer = await asking.post('/api/access/invitation/accept', { data: { token, password: PASSWORD } })
    expect(answer.status(), await answer.text()).toBe(204)
    await asking.dispose()
    return { name, password: PASSWORD }
  }

  async #enrolled(display: DisplayClass): Promise<Pass> {
    const asking = await this.#asking()
    const pairing = await asking.post('/api/screens/pairings', { data: { display } })
    expect(pairing.ok(), await pairing.text()).toBe(true)
    const { code } = (await pairing.json()) as { readonly code: string }
    await this.#product.admin('screen', 'enrol', code, '--name', `e2e ${display}`)
    const collected = await asking.get('/api/screens/pairing')
    expect(await collected.json()).toMatchObject({ state: 'enrolled' })
    return passOf(asking)
  }

  /** True where a page is shown the city without anybody signing in: in the simulated city, and only there. */
  #isOpenToAll(): Promise<boolean> {
    this.#isOpen ??= fetch(`${this.#product.url}/api/access/me`).then(async (answer) => {
      if (answer.status === 404) return true
      const { ways } = (await answer.json()) as { readonly ways: { readonly trial: readonly string[] } }
      return ways.trial.length > 0
    })
    return this.#isOpen
  }

  #asking(): Promise<APIRequestContext> {
    return this.#browser.newContext({ baseURL: this.#product.url })
  }

  #once(key: string, get: () => Promise<Pass>): Promise<Pass> {
    const known = this.#passes.get(key) ?? get()
    this.#passes.set(key, known)
    return known
  }
}

async function passOf(asking: APIRequestContext): Promise<Pass> {
  const { cookies } = await asking.storageState()
  await asking.dispose()
  return cookies
}
