/** How much there is of a resource that orders take parts of; undefined for what only one order can have. */
export type StockOf = (resource: string) => number | undefined
