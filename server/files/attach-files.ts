import { Refusal } from '#contract/errors.ts'
import { FILE_TYPES } from '#contract/file.ts'
import type { Attachment } from '#contract/incident.ts'
import type { MatterActor, MatterKind } from '#contract/matter.ts'
import type { Transaction } from '../record/database.ts'
import { filesOf, showFiles } from './file-store.ts'

/** Who attaches, when, and in which transaction: what a verb knows while it runs. */
export interface Attaching {
  readonly tx: Transaction
  readonly actor: MatterActor
  readonly now: number
}

/** The matter that shows the files from now on. */
export interface ShowingMatter {
  readonly kind: MatterKind
  readonly id: string
}

/** Attachments as the record knows them. Throws Refusal `file/unknown` for anything but what the actor sent. */
export async function knownAttachments({ tx, actor }: Attaching, said: readonly Attachment[]): Promise<Attachment[]> {
  if (said.length === 0) return []
  const sent = await filesOf(
    tx,
    actor.id,
    said.map(({ id }) => id),
  )
  const known = new Map(sent.map((file) => [file.id, file]))
  return said.map(({ id, name, ms }) => {
    const file = known.get(id)
    if (!file) throw new Refusal('file/unknown')
    const beside = { ...(name !== undefined && { name }), ...(ms !== undefined && { ms }) }
    return { id, kind: FILE_TYPES[file.type], size: file.size, ...beside }
  })
}

/** Keeps attachments for a matter: whomever it concerns may see them from now on. Throws Refusal `file/unknown`. */
export async function keepAttached(
  { tx, now }: Attaching,
  attachments: readonly Attachment[],
  matter: ShowingMatter,
): Promise<void> {
  if (attachments.length === 0) return
  const ids = [...new Set(attachments.map(({ id }) => id))]
  if (!(await showFiles(tx, ids, { ...matter, now }))) throw new Refusal('file/unknown')
}

/**
 * A command's input with its attachments as the record knows them, kept for the matter it is about; one without attachments as
 * it is. Throws Refusal `file/unknown`.
 */
export async function withAttached<Input>(attaching: Attaching, input: Input, matter: ShowingMatter): Promise<Input> {
  const { attachments } = input as { readonly attachments?: readonly Attachment[] }
  if (attachments === undefined) return input
  const known = await knownAttachments(attaching, attachments)
  await keepAttached(attaching, known, matter)
  return { ...input, attachments: known }
}
