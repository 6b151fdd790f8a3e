import type { AccessPage } from '../access-page.ts'

/** The consoles of the administrators and the own account. */
export function Consoles({ page }: { page: AccessPage }) {
  return <main>{page}</main>
}
