import { type ReactNode, useEffect, useState } from 'react'
import type { Warning } from '#contract/warning.ts'
import { PageContext } from '../access/page/page-context.ts'
import { useCityPage } from '../access/page/use-city-page.ts'
import { Press } from '../access/parts/press.tsx'
import { useRead } from '../access/use-read.ts'
import '../access/access.css'
import '../access/console/console.css'
import { LineAge } from '../incidents/parts/line-age.tsx'
import { useHolder } from '../incidents/use-incidents.ts'
import '../incidents/incidents.css'
import { useFormat, usePlace, useT } from '../state/hooks.ts'
import { useWarnings } from '../state/use-warnings.ts'
import { CancelWarning } from './cancel-warning.tsx'
import { warningOf } from './desk-place.ts'
import { useWords } from './use-warning-words.ts'
import { WarningDetails } from './warning-details.tsx'
import { WarningForm } from './warning-form.tsx'
import { WarningRows } from './warning-rows.tsx'
import './warnings.css'

/** What the person is doing beside looking. */
type Doing = { readonly kind: 'issue' } | { readonly kind: 'update' | 'cancel'; readonly warning: Warning }

/** Warnings at a desk: those in force and those over, one of them in full, and the forms. `end` stands at the end of the bar. */
export function WarningsDesk({ end }: { readonly end: ReactNode }) {
  const page = useCityPage()
  return (
    <PageContext value={page}>
      <Desk end={end} />
    </PageContext>
  )
}

function Desk({ end }: { readonly end: ReactNode }) {
  const w = useWords()
  const t = useT()
  const format = useFormat()
  const { work, begin } = usePlace()
  const { followed, warnings } = useWarnings()
  const { may } = useHolder()
  const [doing, setDoing] = useState<Doing>()
  const past = usePast(followed.kind === 'following' ? followed.matters.length : 0)
  const asked = warningOf(work)
  const chosen = [...warnings, ...past.warnings].find(({ id }) => id === asked) ?? (asked === undefined ? warnings[0] : undefined)
  const mayIssue = may('warnings:issue')
  return (
    <div className="warnings">
      <header className="desk-bar">
        <h1>{w('title')}</h1>
        <span className="soft">{followed.kind === 'following' && w('list.in-force', { n: warnings.length })}</span>
        <span className="dim t-small">{w('levels.note')}</span>
        <span className="push" />
        {mayIssue && (
          <Press kind="primary" onPress={() => setDoing({ kind: 'issue' })}>
            {w('do.issue')}
          </Press>
        )}
        {end}
      </header>
      <LineAge format={format} />
      <main id="content" className="warnings-main" tabIndex={-1}>
        <div className="warnings-list">
          {followed.kind === 'waiting' && <p className="nothing hatched">{w('list.waiting')}</p>}
          {followed.kind === 'refused' && <p className="nothing">{w('list.refused', { reason: t.error(followed.code) })}</p>}
          {followed.kind === 'following' && warnings.length === 0 && (
            <p className="nothing">
              <strong>{w('list.none')}</strong>
              <br />
              {w('list.none.note')}
            </p>
          )}
          <WarningRows warnings={warnings} current={chosen?.id} onChoose={(id) => begin(`warnings/${id}`)} />
          <h2>{w('list.past')}</h2>
          {past.warnings.length === 0 && <p className="nothing">{w('list.past.none')}</p>}
          <WarningRows warnings={past.warnings} current={chosen?.id} onChoose={(id) => begin(`warnings/${id}`)} />
        </div>
        {chosen ? (
          <WarningDetails
            key={chosen.id}
            warning={chosen}
            mayChange={mayIssue && chosen.state.origin === 'own' && chosen.isOpen}
            onUpdate={() => setDoing({ kind: 'update', warning: chosen })}
            onCancel={() => setDoing({ kind: 'cancel', warning: chosen })}
          />
        ) : (
          <p className="nothing">{asked !== undefined && w('list.gone')}</p>
        )}
      </main>
      {doing?.kind === 'issue' && <WarningForm followed={followed} onClose={() => setDoing(undefined)} />}
      {doing?.kind === 'update' && <WarningForm followed={followed} warning={doing.warning} onClose={() => setDoing(undefined)} />}
      {doing?.kind === 'cancel' && (
        <CancelWarning followed={followed} warning={doing.warning} onClose={() => setDoing(undefined)} />
      )}
    </div>
  )
}

/** The newest of those that are not in force; read again when the number of those in force is another. */
function usePast(open: number): { readonly warnings: readonly Warning[] } {
  const { reading, again } = useRead<{ matters: Warning[] }>('/api/matters/warning?open=false&limit=50')
  // biome-ignore lint/correctness/useExhaustiveDependencies: what ended is among the past from then on
  useEffect(again, [open, again])
  return { warnings: reading.kind === 'here' ? reading.body.matters : [] }
}
