import type { RecordStore } from '../record/record-store.ts'
import { hashToken, makeToken } from '../sources/source-token.ts'
import type { Outcome } from './noun.ts'

/** What may be asked of sources. */
export type SourceCommand =
  | { readonly kind: 'list' }
  | { readonly kind: 'add' | 'disable' | 'enable' | 'rotate'; readonly name: string }

type Sources = Pick<RecordStore, 'sources' | 'addSource' | 'setSourceDisabled' | 'replaceToken'>

/** Does what was asked. A token is answered once and never again. */
export async function runSourceCommand(command: SourceCommand, store: Sources): Promise<Outcome> {
  switch (command.kind) {
    case 'list': {
      const sources = await store.sources()
      const answer = sources.map(({ name, disabled }) => `${name}\t${disabled ? 'disabled' : 'enabled'}`).join('\n')
      return sources.length > 0 ? { answer } : { answer, remark: 'There are no sources yet; make one with: source add NAME' }
    }
    case 'add': {
      const { name } = command
      const isTaken = (await store.sources()).some((source) => source.name === name)
      if (isTaken) return { refusal: `A source named ${name} exists already; source rotate ${name} gives it a new token.` }
      const token = makeToken()
      await store.addSource(name, hashToken(token))
      return { answer: token }
    }
    case 'rotate': {
      const token = makeToken()
      const source = await store.replaceToken(command.name, hashToken(token))
      return source ? { answer: token } : unknown(command.name)
    }
    case 'disable':
    case 'enable': {
      const isThere = await store.setSourceDisabled(command.name, command.kind === 'disable')
      return isThere ? { answer: '', remark: `The source ${command.name} is ${command.kind}d.` } : unknown(command.name)
    }
  }
}

function unknown(name: string): Outcome {
  return { refusal: `There is no source named ${name}; source list shows them all.` }
}
