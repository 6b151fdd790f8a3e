import type { RecordStore } from '../record/record-store.ts'
import type { MetricPlan, Place } from './metric-plan.ts'

/** Which source answers for which figure (一数一源): the first that reported it, for good. */
export class Authorities {
  private readonly plans: ReadonlyMap<string, MetricPlan>
  private sources: (number | undefined)[][] = []

  constructor(plans: ReadonlyMap<string, MetricPlan>) {
    this.plans = plans
  }

  /** Reads them all from the record, in place of what was known. */
  async load(store: RecordStore): Promise<void> {
    const stored = await store.authorities()
    this.sources = []
    for (const { metric, area, source } of stored) {
      const plan = this.plans.get(metric)
      const place = plan?.placeOf.get(area)
      if (plan && place) this.set(plan, place, source)
    }
  }

  /** Undefined while nobody has reported the figure. */
  sourceOf(plan: MetricPlan, place: Place): number | undefined {
    return this.sources[plan.index]?.[place.index]
  }

  set(plan: MetricPlan, place: Place, source: number): void {
    let places = this.sources[plan.index]
    if (!places) {
      places = []
      this.sources[plan.index] = places
    }
    places[place.index] = source
  }
}
