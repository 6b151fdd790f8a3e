import { Fragment, type ReactNode } from 'react'

/** Names and what stands for them, on two edges. What is not known is left out. */
export function Facts({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {of
        .filter(([, what]) => what !== undefined && what !== null && what !== '')
        .map(([name, what]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
