import type { SentFile } from '#contract/file.ts'
import type { Attachment } from '#contract/incident.ts'
import { call } from '../access/call.ts'
import type { DraftFile } from './draft-files.ts'

/** Hands a photo or a voice note to the server. Rejects with CallRefused. Sent again it is the same file. */
export function sendFile(bytes: Blob): Promise<SentFile> {
  return call<SentFile>('POST', '/api/files', bytes)
}

/** Hands drafts to the server, one after the other, and gives what a command names them by. Rejects with CallRefused. */
export async function sendDrafts(files: readonly DraftFile[]): Promise<Attachment[]> {
  const attachments: Attachment[] = []
  for (const { bytes, ms } of files) attachments.push({ ...(await sendFile(bytes)), ...(ms !== undefined && { ms }) })
  return attachments
}
