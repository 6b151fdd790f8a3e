import { type ExecuteParts, execute } from '../access/act/execute.ts'
import { VISITOR } from '../access/policy/subject.ts'
import { addReader } from '../access/readers/add-reader.ts'
import { listReaders } from '../access/readers/reader-register.ts'
import { rotateReader } from '../access/readers/rotate-reader.ts'

/** The reader of the simulated hub: it asks what there is to tell, and what has been told. */
const NAME = 'simulated hub'

/**
 * Makes the reader of the simulated hub, or gives it a new token; returns the token, which nobody can read again. It sees what
 * a data steward does, sensitive figures included: it must know everything it is to make up.
 */
export async function mintReader(parts: ExecuteParts, area: string): Promise<string> {
  const asking = { subject: VISITOR, actor: { kind: 'operator', name: 'start' } } as const
  const isThere = (await listReaders(parts.database)).some(({ name }) => name === NAME)
  if (isThere) return execute(parts, asking, rotateReader, { name: NAME, area })
  return execute(parts, asking, addReader, { name: NAME, area, domains: 'all', role: 'data-steward' })
}
