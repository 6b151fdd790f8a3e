import { ACT_WORDS, OBJECT_WORDS } from '../../../i18n/act-words.ts'
import type { PageContent } from '../../page/page-context.ts'

type Naming = Pick<PageContent, 'name'>

/** What people call an act; its name in the audit where there are no words for it. Pure. */
export function actName(type: string, { name }: Naming): string {
  const words = ACT_WORDS[type]
  return words ? name(words) : type
}

/** What an act was done to: what people call such a thing, and which one. Pure. */
export function objectName({ kind, id }: { readonly kind: string; readonly id: string }, { name }: Naming): string {
  const words = OBJECT_WORDS[kind]
  return `${words ? name(words) : kind} ${id}`
}

/** Every act there are words for, as people call them, in the order of their names. Pure. */
export function knownActs({ name }: Naming): readonly (readonly [type: string, name: string])[] {
  return Object.entries(ACT_WORDS).map(([type, words]) => [type, name(words)])
}
