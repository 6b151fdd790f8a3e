import { useMemo, useState } from 'react'
import { isTicked, type ShiftHandoverMatter, type ShiftHandoverState } from '#contract/shift-handover.ts'
import { Press } from '../access/parts/press.tsx'
import { useNamedMatters } from '../access/use-trial-names.ts'
import { Glyph } from '../design/glyph.tsx'
import { WordsAsk } from '../incidents/decisions/words-ask.tsx'
import { Ask } from '../incidents/parts/ask.tsx'
import { CommandState, isUnderWay, useRefusalWords } from '../incidents/parts/command-state.tsx'
import { useHolder } from '../incidents/use-incidents.ts'
import { useFormat, useNames } from '../state/hooks.ts'
import type { Followed } from '../state/matters.ts'
import { useCommand } from '../state/use-matters.ts'
import { ShiftChanges } from './shift-changes.tsx'
import { ShiftItems } from './shift-items.tsx'
import { useShiftWords } from './use-shift-words.ts'

/** One handover: what is open with its ticks, what changed, the notes, the read-back and both signatures. */
export function ShiftHandover({ id }: { readonly id: string }) {
  const w = useShiftWords()
  const refusal = useRefusalWords()
  const followed = useNamedMatters(useMemo(() => ({ kind: 'shift-handover' as const, id }), [id]))
  if (followed.kind === 'refused') return <p className="nothing">{refusal(followed.code)}</p>
  if (followed.kind === 'waiting') return <p className="nothing hatched">…</p>
  const [matter] = followed.matters as readonly ShiftHandoverMatter[]
  return matter ? <Handover id={id} state={matter.state} followed={followed} /> : <p className="nothing">{w('past.none')}</p>
}

type Asking = 'note' | 'read-back' | 'sign' | 'withdraw'

function Handover({
  id,
  state,
  followed,
}: {
  readonly id: string
  readonly state: ShiftHandoverState
  readonly followed: Followed
}) {
  const w = useShiftWords()
  const name = useNames()
  const format = useFormat()
  const { person } = useHolder()
  const { command, send } = useCommand(followed)
  const [asking, setAsking] = useState<Asking>()
  const { post, from, to, summary, notes, no, stage, readBack } = state
  const isOpen = stage === 'open' || stage === 'read-back'
  const [isFrom, isTo] = [isOpen && person?.id === from.id, isOpen && person?.id === to.id]
  const left = summary.items.filter((item) => !isTicked(state, item)).length
  const isBusy = isUnderWay(command)
  const press = (verb: string, fields: object = {}) => void send(`/api/shift-handovers/${id}/${verb}`, fields)
  const close = () => setAsking(undefined)
  return (
    <>
      <header className="shift-head">
        <h2>
          {name(post.names)} · {w('from-to', { from: from.name, to: to.name })}
        </h2>
        <span className={isOpen ? 'due-word' : 'soft'}>{w(`stage.${stage}`)}</span>
        <span className="soft">
          {format.date(state.at)} {format.time(state.at)} ·{' '}
          {w('items.ticked', { n: summary.items.length - left, of: summary.items.length })}
        </span>
        <span className="push" />
        {(isFrom || isTo) && (
          <>
            <Press kind="quiet" isBusy={isBusy} onPress={() => setAsking('withdraw')}>
              {w('withdraw')}
            </Press>
            <Press isBusy={isBusy} onPress={() => press('compose', { no })}>
              {w('refresh')}
            </Press>
          </>
        )}
        {isFrom && (
          <>
            <Press isBusy={isBusy} onPress={() => setAsking('note')}>
              {w('note.add')}
            </Press>
            <Press
              kind="primary"
              isBusy={isBusy}
              blocked={stage === 'read-back' ? undefined : w('read-back.waits', { name: to.name })}
              onPress={() => setAsking('sign')}
            >
              {w('sign')}
            </Press>
          </>
        )}
        {isTo && stage === 'open' && (
          <Press
            kind="primary"
            isBusy={isBusy}
            blocked={left > 0 ? w('read-back.blocked', { n: left }) : undefined}
            onPress={() => setAsking('read-back')}
          >
            {w('read-back')}
          </Press>
        )}
      </header>
      <CommandState command={command} />
      {isOpen && !isFrom && !isTo && <p className="field-hint shift-hint">{w('not')}</p>}
      <Signatures state={state} />
      <div className="shift-columns">
        <div>
          <h3 className="shift-title">{w('items.title')}</h3>
          <ShiftItems
            items={summary.items}
            state={state}
            {...(isTo && stage === 'open' && { onTick: (keys, ticked) => press('tick', { no, keys, isTicked: ticked }) })}
          />
        </div>
        <div>
          <section className="shift-section" aria-label={w('notes')}>
            <h3>{w('notes')}</h3>
            {notes.length === 0 && <p className="nothing">{w('notes.none')}</p>}
            <ul className="shift-notes">
              {notes.map(({ at, text }) => (
                <li key={at}>
                  <time className="fig soft" dateTime={new Date(at).toISOString()}>
                    {format.time(at)}
                  </time>
                  <span>{text}</span>
                </li>
              ))}
            </ul>
            {readBack && (
              <>
                <h3>{w('read-back')}</h3>
                <p className="shift-said">{readBack.words}</p>
              </>
            )}
          </section>
          <ShiftChanges summary={summary} />
        </div>
      </div>
      {asking === 'note' && (
        <WordsAsk
          title={w('note.add')}
          verb={w('note.add')}
          label={w('notes')}
          isNeeded
          command={command}
          onSend={(text) => press('note', { text })}
          onClose={close}
        />
      )}
      {asking === 'read-back' && (
        <WordsAsk
          title={w('read-back')}
          verb={w('read-back')}
          label={w('read-back.words')}
          isNeeded
          command={command}
          onSend={(words) => press('read-back', { no, words })}
          onClose={close}
        />
      )}
      {asking === 'withdraw' && (
        <WordsAsk
          title={w('withdraw')}
          verb={w('withdraw')}
          label={w('withdraw.reason')}
          isNeeded
          command={command}
          onSend={(reason) => press('withdraw', { reason })}
          onClose={close}
        />
      )}
      {asking === 'sign' && (
        <Ask title={w('sign')} verb={w('sign')} command={command} onSend={() => press('sign', { no })} onClose={close}>
          <p className="order-said">{readBack?.words}</p>
          <p>{w('sign.confirm', { name: to.name })}</p>
        </Ask>
      )}
    </>
  )
}

/** How far it is: ticked and read back by who comes, signed by who goes. */
function Signatures({ state: { stage, from, to, readBack, signedAt, withdrawn } }: { readonly state: ShiftHandoverState }) {
  const w = useShiftWords()
  const format = useFormat()
  if (withdrawn !== undefined) return <p className="shift-signatures">{w('withdrawn.words', { reason: withdrawn })}</p>
  return (
    <p className="shift-signatures">
      <span>
        <Glyph kind={readBack ? 'live' : 'late'} />{' '}
        {readBack
          ? w('read-back.done', { name: to.name, time: format.time(readBack.at) })
          : w('read-back.waits', { name: to.name })}
      </span>
      <span>
        <Glyph kind={stage === 'signed' ? 'live' : 'late'} />{' '}
        {signedAt === undefined
          ? w('sign.waits', { name: from.name })
          : w('signed', { time: `${format.date(signedAt)} ${format.time(signedAt)}` })}
      </span>
    </p>
  )
}
