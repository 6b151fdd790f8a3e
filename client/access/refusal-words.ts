import type { CallRefused } from './call.ts'
import type { PageContent } from './page/page-context.ts'

/**
 * The sentence of a refusal. A fault of the server is quoted with the number to tell the operator; what the form itself
 * got wrong names the fields.
 */
export function refusalWords({ code, problem }: CallRefused, { t, w }: Pick<PageContent, 't' | 'w'>): string {
  if (code === 'unreachable' || code === 'passkey-cancelled' || code === 'passkey-known') return w(`refused.${code}`)
  if (code.startsWith('http/')) return w('refused.status', { status: code.slice('http/'.length) })
  const sentence = t.error(code)
  if (code === 'server/fault' && problem?.instance) return w('refused.fault', { sentence, number: problem.instance })
  return sentence
}
