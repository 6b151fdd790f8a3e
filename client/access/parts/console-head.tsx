import type { ReactNode } from 'react'

/** The line above a part of a console: what it is, how much of it there is, and what can be done. */
export function ConsoleHead({ title, count, children }: { title: string; count?: string | undefined; children?: ReactNode }) {
  return (
    <header className="console-head">
      <h1>{title}</h1>
      {count !== undefined && <span className="console-count fig">{count}</span>}
      {children !== undefined && <div className="console-tools">{children}</div>}
    </header>
  )
}
