import type { Problem } from '#contract/problem.ts'
import { CallRefused } from '../../access/call.ts'

/**
 * Saves what an address answers under the name the server gave it. Not a link: a refusal would be saved as a file.
 * Rejects with CallRefused.
 */
export async function saveFile(address: string): Promise<void> {
  const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store' }).catch((fault: unknown) => {
    throw Object.assign(new CallRefused('unreachable', 0), { cause: fault })
  })
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => undefined)) as Problem | undefined
    throw new CallRefused(problem?.code ?? `http/${answer.status}`, answer.status, problem)
  }
  const link = document.createElement('a')
  link.download = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'figures.csv'
  link.href = URL.createObjectURL(await answer.blob())
  link.click()
  URL.revokeObjectURL(link.href)
}
