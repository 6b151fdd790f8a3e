import { RecordFault } from '../record/record-store.ts'

/**
 * Does a work with each of many, one after the other. One with which it fails keeps nobody else's from being done: the others come
 * first, and then what failed is thrown by name, so that a single order that cannot be dealt with never leaves all orders after it
 * overdue in silence. A record that is away fails for everybody and ends it at once. Throws RecordFault, or an AggregateError whose
 * faults name what they are of.
 */
export async function withEach<Item>(
  items: Iterable<Item>,
  nameOf: (item: Item) => string,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const faults: Error[] = []
  for (const item of items)
    try {
      await work(item)
    } catch (fault) {
      if (fault instanceof RecordFault) throw fault
      faults.push(new Error(`${nameOf(item)} could not be dealt with`, { cause: fault }))
    }
  if (faults.length > 0) throw new AggregateError(faults, faults.map(({ message }) => message).join('; '))
}

/**
 * The same for many that are dealt with `atOnce` together, in one transaction: a batch that fails is done again one by one, and only
 * what fails alone is left.
 */
export async function withBatches<Item>(
  items: readonly Item[],
  { atOnce, nameOf, work }: { readonly atOnce: number; nameOf(item: Item): string; work(batch: readonly Item[]): Promise<unknown> },
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / atOnce) }, (_, at) => items.slice(at * atOnce, (at + 1) * atOnce))
  const failed: Item[] = []
  for (const batch of batches)
    try {
      await work(batch)
    } catch (fault) {
      if (fault instanceof RecordFault) throw fault
      failed.push(...batch)
    }
  await withEach(failed, nameOf, (item) => work([item]))
}
