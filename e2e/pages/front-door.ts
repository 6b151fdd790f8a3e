import { expect, type Locator, type Page } from '@playwright/test'
import { Authenticator } from './authenticator.ts'
import { errorsOf } from './page-errors.ts'

/** The pages before the city: signing in, step by step, and the one-time links. */
export class FrontDoor {
  readonly page: Page
  readonly #url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.#url = url
  }

  async open(path = '/sign-in'): Promise<void> {
    await this.page.goto(new URL(path, this.#url).href)
  }

  /** Types a name and a password and presses the button; what comes of it is for the test to look at. */
  async signIn(name: string, password: string): Promise<void> {
    await this.page.getByLabel('账号', { exact: true }).fill(name)
    await this.page.getByLabel('密码', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: '登录', exact: true }).click()
  }

  /** Adds the second factor that the role demands, by typing the secret that the page shows into an authenticator. */
  async addFactor(): Promise<Authenticator> {
    await this.expectStep('添加第二重验证')
    const authenticator = new Authenticator(await this.page.locator('code.secret').innerText())
    await this.page.getByLabel('验证码').fill(authenticator.code())
    return authenticator
  }

  async giveFactor(authenticator: Authenticator): Promise<void> {
    await this.expectStep('第二重验证')
    await this.page.getByLabel('验证码').fill(authenticator.code())
  }

  /** Opens a one-time link and chooses a password by it. */
  async choosePassword(link: string, password: string): Promise<void> {
    await this.page.goto(link)
    await expect(this.page, 'the token leaves the address').not.toHaveURL(/#/)
    await this.page.getByLabel('新密码').fill(password)
    await this.page.getByRole('button', { name: '设为密码' }).click()
    await this.expectStep('密码已设置')
  }

  /** Leaves, from a console or the own account, and waits at the door. */
  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: '登出' }).click()
    await this.page.waitForURL('**/sign-in')
    await this.expectStep('登录')
  }

  /** Why what was asked was not done. */
  get refusal(): Locator {
    return this.page.getByRole('alert').filter({ hasText: /\S/ })
  }

  /** Call before a sign-in that is refused. */
  expectsRefusals(): void {
    errorsOf(this.page).allowRefusals()
  }

  async expectStep(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible()
  }
}
