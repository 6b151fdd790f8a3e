/** What is wrong with a message: where, in the words of CAP, and what would be right. */
export interface Complaint {
  /** For example `alert/info[2]/area[1]/polygon[1]`. */
  readonly place: string
  readonly sentence: string
}

/** A value as read, or what is wrong with its text. */
export type Read<Value> = { readonly value: Value } | { readonly wrong: string }
