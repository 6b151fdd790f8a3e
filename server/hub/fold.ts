import type { RollUp } from '#contract/metric.ts'

/**
 * A quantity kept undivided: what it is worth is `numerator ÷ denominator`. Undivided metrics have denominator 1.
 * A denominator of 0 says that there is nothing to divide by: the value is null, never zero.
 */
export interface Quantity {
  readonly numerator: number
  readonly denominator: number
  /** Newest observation behind it, epoch ms. */
  readonly observedAt: number
}

/** Folds quantities one after another, from the left, so that the same quantities in the same order give the same bits. */
export interface Fold {
  add(numerator: number, denominator: number, observedAt: number): void
  numerator(): number
  denominator(): number
  /** Newest observation of all that was added, the winner's or not; -Infinity when nothing was. */
  observedAt(): number
}

/**
 * Starts a fold. docs/roll-up.md states the same arithmetic for readers with a spreadsheet.
 * - `sum` adds quotients; a quantity with nothing to divide by adds nothing.
 * - `ratio`, `mean` add numerators and denominators.
 * - `max`, `min` keep the quantity with the extreme quotient; of equals, the first.
 * - `last` keeps the newest observed; of equally new ones, the first.
 */
export function startFold(rollUp: RollUp): Fold {
  switch (rollUp) {
    case 'sum':
      return new SumFold()
    case 'ratio':
    case 'mean':
      return new PartsFold()
    case 'max':
      return new ExtremeFold(1)
    case 'min':
      return new ExtremeFold(-1)
    case 'last':
      return new LastFold()
  }
}

abstract class KeptFold implements Fold {
  protected top = 0
  protected bottom = 0
  protected newest = Number.NEGATIVE_INFINITY
  abstract add(numerator: number, denominator: number, observedAt: number): void
  numerator(): number {
    return this.top
  }
  denominator(): number {
    return this.bottom
  }
  observedAt(): number {
    return this.newest
  }
}

class SumFold extends KeptFold {
  override add(numerator: number, denominator: number, observedAt: number): void {
    if (observedAt > this.newest) this.newest = observedAt
    if (denominator === 0) return
    this.top += denominator === 1 ? numerator : numerator / denominator
    this.bottom = 1
  }
}

class PartsFold extends KeptFold {
  override add(numerator: number, denominator: number, observedAt: number): void {
    if (observedAt > this.newest) this.newest = observedAt
    this.top += numerator
    this.bottom += denominator
  }
}

class ExtremeFold extends KeptFold {
  private best = Number.NEGATIVE_INFINITY
  private readonly sign: 1 | -1
  constructor(sign: 1 | -1) {
    super()
    this.sign = sign
  }
  override add(numerator: number, denominator: number, observedAt: number): void {
    if (observedAt > this.newest) this.newest = observedAt
    if (denominator === 0) return
    const rank = this.sign * (numerator / denominator)
    if (rank <= this.best) return
    this.best = rank
    this.top = numerator
    this.bottom = denominator
  }
}

class LastFold extends KeptFold {
  override add(numerator: number, denominator: number, observedAt: number): void {
    if (observedAt <= this.newest) return
    this.newest = observedAt
    this.top = numerator
    this.bottom = denominator
  }
}
