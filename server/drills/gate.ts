/** A way that can be closed: whoever comes waits until it is open again. */
export class Gate {
  #isOpen = true
  #waiting: (() => void)[] = []

  /** Resolves at once while it is open, else when it is opened. */
  async passed(): Promise<void> {
    if (!this.#isOpen) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  close(): void {
    this.#isOpen = false
  }

  open(): void {
    this.#isOpen = true
    for (const pass of this.#waiting.splice(0)) pass()
  }
}
