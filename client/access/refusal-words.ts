import type { CallRefused } from './call.ts'
import type { PageContent } from './page/page-context.ts'

/**
 * The sentence of a refusal, with the time of day at which it is over where that is known. A fault of the server is quoted with the number to tell the operator; what the form itself
 * got wrong names the fields.
 */
export function refusalWords({ code, problem }: CallRefused, { t, w, format }: Pick<PageContent, 't' | 'w' | 'format'>): string {
  if (code === 'unreachable' || code === 'passkey-cancelled' || code === 'passkey-known') return w(`refused.${code}`)
  if (code.startsWith('http/')) return w('refused.status', { status: code.slice('http/'.length) })
  // The minute after, so that whoever comes at the time said does not come too early.
  if (problem?.until !== undefined) return w('refused.until', { time: format.time(problem.until + 60_000) })
  const sentence = t.error(code)
  if (code === 'server/fault' && problem?.instance) return w('refused.fault', { sentence, number: problem.instance })
  return sentence
}
