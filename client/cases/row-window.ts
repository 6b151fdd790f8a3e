/** The part of a long list that is drawn. */
export interface RowWindow {
  /** Index of the first row drawn, and of the one after the last. */
  readonly from: number
  readonly to: number
  /** Where the first row drawn begins, px. */
  readonly top: number
}

/** Where each row begins, and where the last ends, px. */
export function rowEdges(heights: readonly number[]): Float64Array {
  const edges = new Float64Array(heights.length + 1)
  heights.forEach((height, row) => {
    edges[row + 1] = (edges[row] ?? 0) + height
  })
  return edges
}

/** The rows that can be seen, with a few before and behind, so that a turn of the wheel shows no gap. Pure. */
export function rowWindow(edges: Float64Array, scrollTop: number, height: number, spare: number): RowWindow {
  const count = edges.length - 1
  const from = Math.max(0, rowAt(edges, scrollTop) - spare)
  const to = Math.min(count, rowAt(edges, scrollTop + height) + 1 + spare)
  return { from, to, top: edges[from] ?? 0 }
}

/** The row at a height, by halving; the nearest there is above and below the list. */
export function rowAt(edges: Float64Array, y: number): number {
  let [low, high] = [0, Math.max(0, edges.length - 2)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((edges[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}
