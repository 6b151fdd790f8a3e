import { Glyph } from '../../design/glyph.tsx'
import type { IncidentWord } from '../../i18n/incident-words.ts'
import { useFormat } from '../../state/hooks.ts'
import type { OutboxEntry } from '../../state/outbox.ts'
import { KeptFiles } from '../field/kept-files.tsx'
import { useRefusalWords } from '../parts/command-state.tsx'
import { useWords } from '../use-words.ts'

/** One kept command in a line: hatched while it waits, and what the server said once it has answered. */
export function Kept({ entry: { command, fate, at } }: { readonly entry: OutboxEntry }) {
  const w = useWords()
  const format = useFormat()
  const words = useRefusalWords()
  const verb = w(`verb.${command.verb}` as IncidentWord)
  return (
    <span className={`kept is-${fate.kind}${fate.kind === 'waiting' ? ' hatched' : ''}`}>
      <KeptGlyph fate={fate} />
      <span className="fig">{format.time(at)}</span>
      <span className="kept-words">
        <span className="strong">{verb}</span> {command.note}
        {command.files && <KeptFiles files={command.files} isWaiting={fate.kind === 'waiting'} />}
        {fate.kind === 'refused' && <span className="kept-reason">{words(fate.code)}</span>}
      </span>
      <span className="kept-fate">{w(`outbox.${fate.kind}`)}</span>
    </span>
  )
}

function KeptGlyph({ fate }: { readonly fate: OutboxEntry['fate'] }) {
  if (fate.kind === 'refused') return <Glyph kind="fault" />
  if (fate.kind === 'delivered') return <Glyph kind="live" />
  return (
    <svg className="glyph" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M7 13V2M2.500 6.500 7 2l4.500 4.500" fill="none" stroke="currentColor" strokeWidth="1.800" />
    </svg>
  )
}
