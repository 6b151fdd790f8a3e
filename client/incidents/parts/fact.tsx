import type { ReactNode } from 'react'

/** One line of a list of facts: what it is, and what it comes to. Stands in a `dl`. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="soft">{name}</dt>
      <dd className="fig">{children}</dd>
    </div>
  )
}
