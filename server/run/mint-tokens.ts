import type { RecordStore } from '../record/record-store.ts'
import { hashToken, makeToken } from '../sources/source-token.ts'

/** Makes each source, or gives the one there is a new token. Returns the tokens by name; nobody can read them again. */
export async function mintTokens(
  store: Pick<RecordStore, 'addSource' | 'replaceToken'>,
  names: readonly string[],
): Promise<Record<string, string>> {
  const tokens: Record<string, string> = {}
  for (const name of names) {
    const token = makeToken()
    if (!(await store.replaceToken(name, hashToken(token)))) await store.addSource(name, hashToken(token))
    tokens[name] = token
  }
  return tokens
}
