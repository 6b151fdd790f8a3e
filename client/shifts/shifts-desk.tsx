import { type ReactNode, useState } from 'react'
import type { DutyBoard, ShiftHandoverMatter, ShiftSummary } from '#contract/shift-handover.ts'
import { PageContext } from '../access/page/page-context.ts'
import { useCityPage } from '../access/page/use-city-page.ts'
import { Press } from '../access/parts/press.tsx'
import { useRead } from '../access/use-read.ts'
import { useNamedMatters, useTrialNames } from '../access/use-trial-names.ts'
import '../access/access.css'
import '../access/console/console.css'
import { Glyph } from '../design/glyph.tsx'
import '../incidents/incidents.css'
import '../incidents/parts/two-sides.css'
import { Ask } from '../incidents/parts/ask.tsx'
import { useRefusalWords } from '../incidents/parts/command-state.tsx'
import { LineAge } from '../incidents/parts/line-age.tsx'
import { PersonPicker } from '../incidents/parts/person-picker.tsx'
import { TextArea } from '../incidents/parts/text-area.tsx'
import { useHolder } from '../incidents/use-incidents.ts'
import { useFormat, useNames, usePlace } from '../state/hooks.ts'
import { useCommand } from '../state/use-matters.ts'
import { ShiftChanges } from './shift-changes.tsx'
import { ShiftHandover } from './shift-handover.tsx'
import { ShiftItems } from './shift-items.tsx'
import './shifts.css'
import { useDutyBoard } from './use-duty-board.ts'
import { useShiftWords } from './use-shift-words.ts'

/** Name of this work in the address: `shifts`, `shifts/<post>`, or `shifts/<id of a handover>`. */
const WORK = 'shifts'

type PostOnBoard = DutyBoard['posts'][number]

/** Shifts at a desk: who is on duty, what each post would hand over now, and the handover itself, read back and signed. */
export function ShiftsDesk({ end }: { readonly end: ReactNode }) {
  const page = useCityPage()
  return (
    <PageContext value={page}>
      <div className="incidents shifts">
        <Body end={end} />
      </div>
    </PageContext>
  )
}

function Body({ end }: { readonly end: ReactNode }) {
  const w = useShiftWords()
  const format = useFormat()
  const { work, begin } = usePlace()
  const board = useDutyBoard()
  const { person } = useHolder()
  const asked = work?.startsWith(`${WORK}/`) ? work.slice(WORK.length + 1) : undefined
  const chosen = asked ?? (board && firstPost(board, person?.id))
  const post = board?.posts.find(({ id }) => id === chosen)
  return (
    <>
      <header className="desk-bar">
        <h1>{w('title')}</h1>
        <span className="push" />
        {end}
      </header>
      <LineAge format={format} />
      <main id="content" className="two-sides" tabIndex={-1}>
        <nav className="two-sides-list" aria-label={w('posts')}>
          <h2 className="block-head">{w('posts')}</h2>
          {board?.posts.length === 0 && <p className="nothing">{w('duty.none')}</p>}
          <ul>
            {board?.posts.map((one) => (
              <li key={one.id}>
                <PostRow
                  post={one}
                  isChosen={chosen !== undefined && [one.id, one.handover?.id].includes(chosen)}
                  onOpen={() => begin(`${WORK}/${one.handover?.id ?? one.id}`)}
                />
              </li>
            ))}
          </ul>
          <PastHandovers onOpen={(id) => begin(`${WORK}/${id}`)} />
        </nav>
        <section className="two-sides-chosen" aria-live="polite">
          {chosen === undefined ? null : post ? (
            post.handover ? (
              <ShiftHandover key={post.handover.id} id={post.handover.id} />
            ) : (
              <Preview key={post.id} post={post} />
            )
          ) : board ? (
            <ShiftHandover key={chosen} id={chosen} />
          ) : null}
        </section>
      </main>
    </>
  )
}

/** What is shown before anybody chose: one's own post, else one that is being handed over, else the first. */
function firstPost({ posts }: DutyBoard, person: string | undefined): string | undefined {
  const own = posts.find(({ present }) => present.some((one) => one.person.id === person))
  return (own ?? posts.find(({ handover }) => handover !== undefined) ?? posts[0])?.id
}

function PostRow({ post, isChosen, onOpen }: { readonly post: PostOnBoard; readonly isChosen: boolean; onOpen(): void }) {
  const w = useShiftWords()
  const name = useNames()
  const format = useFormat()
  const { present, due, handover } = post
  const people = (all: readonly { readonly name: string }[]) => all.map((one) => one.name).join('、')
  return (
    <button type="button" className="two-sides-row" aria-pressed={isChosen} onClick={onOpen}>
      <span className="strong">{name(post.names)}</span>
      {present.length === 0 && (
        <span>
          <Glyph kind="fault" /> {w('nobody')}
        </span>
      )}
      {present.map(({ person, why }) => (
        <span key={person.id || person.name}>
          {person.name}
          {why === 'not-relieved' && <span className="soft"> · {w('not-relieved')}</span>}
        </span>
      ))}
      {handover ? (
        <span className="due-word">{w(`stage.${handover.stage}`)}</span>
      ) : (
        due && (
          <span className="shift-due">
            <Glyph kind="late" /> {w('due.since', { from: people(due.from), to: people(due.to), time: format.time(due.since) })}
          </span>
        )
      )}
    </button>
  )
}

/** What a post would hand over now, and the way to begin. */
function Preview({ post }: { readonly post: PostOnBoard }) {
  const w = useShiftWords()
  const name = useNames()
  const format = useFormat()
  const refusal = useRefusalWords()
  const { person } = useHolder()
  const [isAsking, setAsking] = useState(false)
  const named = useTrialNames()
  const { reading, again } = useRead<ShiftSummary>(`/api/shifts/summary?post=${encodeURIComponent(post.id)}`)
  const isOnDuty = [...post.present.map((one) => one.person), ...(post.due?.from ?? [])].some(({ id }) => id === person?.id)
  return (
    <>
      <header className="shift-head">
        <h2>
          {name(post.names)} · {w('preview')}
        </h2>
        {reading.kind === 'here' && (
          <span className="soft">
            {w('preview.since', { time: `${format.date(reading.body.since).slice(5)} ${format.time(reading.body.since)}` })}
          </span>
        )}
        <span className="push" />
        <Press kind="quiet" onPress={again}>
          {w('refresh')}
        </Press>
        {isOnDuty && (
          <Press kind="primary" onPress={() => setAsking(true)}>
            {w('begin')}
          </Press>
        )}
      </header>
      {reading.kind === 'loading' && <p className="nothing hatched">…</p>}
      {reading.kind === 'refused' && <p className="nothing">{refusal(reading.refusal.code)}</p>}
      {reading.kind === 'here' && (
        <div className="shift-columns">
          <div>
            <h3 className="shift-title">{w('items.title')}</h3>
            <ShiftItems items={named(reading.body).items} />
          </div>
          <ShiftChanges summary={named(reading.body)} />
        </div>
      )}
      {isAsking && <Begin post={post.id} onClose={() => setAsking(false)} />}
    </>
  )
}

const HANDOVERS = { kind: 'shift-handover' } as const

function Begin({ post, onClose }: { readonly post: string; onClose(): void }) {
  const w = useShiftWords()
  const { person } = useHolder()
  const { begin } = usePlace()
  const followed = useNamedMatters(HANDOVERS)
  const { command, send } = useCommand(followed)
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const start = async () => {
    const answer = await send('/api/shift-handovers', { post, to, ...(note.trim() !== '' && { note: note.trim() }) })
    if (answer) begin(`${WORK}/${answer.id}`)
  }
  return (
    <Ask
      title={w('begin')}
      verb={w('begin')}
      command={command}
      blocked={to === '' ? w('begin.need-to') : undefined}
      onSend={() => void start()}
      onClose={onClose}
    >
      <PersonPicker label={w('begin.to')} person={to} except={person?.id} onPerson={setTo} />
      <TextArea label={w('begin.note')} value={note} rows={4} maxLength={2000} onText={setNote} />
      <p className="field-hint">{w('begin.confirm')}</p>
    </Ask>
  )
}

function PastHandovers({ onOpen }: { onOpen(id: string): void }) {
  const w = useShiftWords()
  const name = useNames()
  const format = useFormat()
  const named = useTrialNames()
  const { reading } = useRead<{ readonly matters: readonly ShiftHandoverMatter[] }>(
    '/api/matters/shift-handover?open=false&limit=30',
  )
  if (reading.kind !== 'here') return null
  return (
    <>
      <h2 className="block-head">{w('past')}</h2>
      {reading.body.matters.length === 0 && <p className="nothing">{w('past.none')}</p>}
      <ul>
        {named(reading.body).matters.map(({ id, state, changedAt }) => (
          <li key={id}>
            <button type="button" className="two-sides-row" onClick={() => onOpen(id)}>
              <span className="strong">{name(state.post.names)}</span>
              <span>{w('from-to', { from: state.from.name, to: state.to.name })}</span>
              <span className="soft">
                {format.date(changedAt)} {format.time(changedAt)} · {w(`stage.${state.stage}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
