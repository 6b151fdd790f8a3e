/**
 * Lets so much of a kind of work be done at a time; the rest waits, in the order in which it came. What each takes of memory
 * and time, all of it together takes only so often.
 */
export class Turns {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #underWay = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Does the work when its turn comes. Settles as it does; when it fails, the next has its turn all the same. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#underWay >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#underWay += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#underWay -= 1
    }
  }
}
