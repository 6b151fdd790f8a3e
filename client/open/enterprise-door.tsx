import { type ReactNode, useEffect, useState } from 'react'
import type { Me } from '#contract/access.ts'
import type { OpenLanguage } from '../i18n/open-words.ts'
import { EnterpriseGate } from './enterprise-gate.tsx'

type Asked = { readonly kind: 'asking' } | { readonly kind: 'away' } | { readonly kind: 'told'; readonly me: Me }

/** Asks who is there before any figure is asked for: firms go in, everybody else is told what this is and how to come in. */
export function EnterpriseDoor({ language, children }: { readonly language: OpenLanguage; readonly children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>({ kind: 'asking' })
  useEffect(() => {
    askWho().then((me) => setAsked(me ? { kind: 'told', me } : { kind: 'away' }))
  }, [])
  if (asked.kind === 'asking') return null
  if (asked.kind === 'away') return children
  const { subject, ways } = asked.me
  if (subject.kind !== 'visitor' && subject.may.includes('enterprise:read')) return children
  return <EnterpriseGate isRefused={subject.kind !== 'visitor'} canTry={ways.trial.includes('enterprise')} language={language} />
}

/** Who this browser is to the server; undefined when the server cannot be reached. */
async function askWho(): Promise<Me | undefined> {
  const answer = await fetch('/api/access/me', { cache: 'no-store' }).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as Me) : undefined
}
