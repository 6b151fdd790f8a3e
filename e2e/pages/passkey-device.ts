import type { CDPSession, Page } from '@playwright/test'

/** A key inside this browser that answers for its owner (Chromium's virtual authenticator). */
export class PasskeyDevice {
  readonly #line: CDPSession
  readonly #id: string

  private constructor(line: CDPSession, id: string) {
    this.#line = line
    this.#id = id
  }

  /** Plugs one in that keeps its credentials and asks its owner for a finger, who gives it. */
  static async plugInto(page: Page): Promise<PasskeyDevice> {
    const line = await page.context().newCDPSession(page)
    await line.send('WebAuthn.enable')
    const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
        ...{ isUserVerified: true, automaticPresenceSimulation: true },
      },
    })
    return new PasskeyDevice(line, authenticatorId)
  }

  /** Its owner gives their finger, or turns away. */
  async isHeld(isThere: boolean): Promise<void> {
    await this.#line.send('WebAuthn.setUserVerified', { authenticatorId: this.#id, isUserVerified: isThere })
  }

  async credentials(): Promise<number> {
    return (await this.#line.send('WebAuthn.getCredentials', { authenticatorId: this.#id })).credentials.length
  }
}
