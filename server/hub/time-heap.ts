/** Things due at a time, earliest first: a binary heap. What is due is asked for often and rarely there. */
export class TimeHeap<Item> {
  private readonly times: number[] = []
  private readonly items: Item[] = []

  size(): number {
    return this.items.length
  }

  push(at: number, item: Item): void {
    let index = this.times.length
    this.times.push(at)
    this.items.push(item)
    while (index > 0) {
      const parent = (index - 1) >> 1
      if ((this.times[parent] as number) <= at) break
      this.times[index] = this.times[parent] as number
      this.items[index] = this.items[parent] as Item
      index = parent
    }
    this.times[index] = at
    this.items[index] = item
  }

  /** Takes out the earliest item due at or before `now`; undefined when none is. */
  pop(now: number): Item | undefined {
    if (this.times.length === 0 || (this.times[0] as number) > now) return undefined
    const due = this.items[0]
    const at = this.times.pop() as number
    const item = this.items.pop() as Item
    const size = this.times.length
    if (size === 0) return due
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= size) break
      if (child + 1 < size && (this.times[child + 1] as number) < (this.times[child] as number)) child += 1
      if ((this.times[child] as number) >= at) break
      this.times[index] = this.times[child] as number
      this.items[index] = this.items[child] as Item
      index = child
    }
    this.times[index] = at
    this.items[index] = item
    return due
  }
}
