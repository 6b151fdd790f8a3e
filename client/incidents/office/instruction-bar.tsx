import { useState } from 'react'
import type { DecisionMatter } from '#contract/decision.ts'
import type { OrderOrigin } from '#contract/order.ts'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { useCity } from '../../state/hooks.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { OrderAddress, useDraftAddressee } from '../desk/order-form.tsx'
import { addressOf, type OrderDraft, orderFields, USUAL_MINUTES } from '../order-draft.ts'
import { Ask } from '../parts/ask.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'

/** Words a leader gives most often: one press, and only the confirmation is left. */
const PHRASES = ['report', 'rescue', 'evacuate', 'press', 'verify', 'agree'] as const

export interface InstructionBarProps {
  readonly incidents: readonly IncidentMatter[]
  /** Id of the incident that is chosen on the screen. */
  readonly chosen: string | undefined
  readonly followed: Followed
  /** A decision that an instruction is to be given about, chosen on its card. */
  readonly about?: DecisionMatter | undefined
  /** The instruction about it was given, or not. */
  onAbout?(): void
}

/** 批示: an instruction, given with one press of a phrase or written, that goes out as an order and is followed like one. */
export function InstructionBar({ incidents, chosen, followed, about: decision, onAbout }: InstructionBarProps) {
  const w = useWords()
  const { may } = useHolder()
  const [words, setWords] = useState<string>()
  const about = incidents.find(({ id }) => id === chosen) ?? incidents[0]
  if (!may('orders:issue')) return null
  return (
    <section className="instruction" aria-label={w('instruction.title')}>
      <h2>{w('instruction.title')}</h2>
      <p className="instruction-about soft one-line">{about?.state.title ?? w('instruction.general')}</p>
      <div className="instruction-phrases">
        {PHRASES.map((phrase) => (
          <button key={phrase} type="button" className="press" onClick={() => setWords(w(`phrase.${phrase}`))}>
            {w(`phrase.${phrase}`)}
          </button>
        ))}
      </div>
      <Press kind="primary" onPress={() => setWords('')}>
        {w('instruction.issue')}
      </Press>
      {words !== undefined && (
        <Instruct incidents={incidents} start={about} words={words} followed={followed} onClose={() => setWords(undefined)} />
      )}
      {decision !== undefined && (
        <Instruct
          incidents={incidents}
          start={incidents.find(({ id }) => id === decision.state.incident)}
          decision={decision.id}
          words={decision.state.question}
          followed={followed}
          onClose={() => onAbout?.()}
        />
      )}
    </section>
  )
}

function Instruct({
  incidents,
  start,
  decision,
  words,
  followed,
  onClose,
}: {
  readonly incidents: readonly IncidentMatter[]
  readonly start: IncidentMatter | undefined
  /** Id of the decision it is about; else it is about the incident. */
  readonly decision?: string
  readonly words: string
  readonly followed: Followed
  onClose(): void
}) {
  const w = useWords()
  const city = useCity()
  const { command, send } = useCommand(followed)
  const [about, setAbout] = useState(start?.id ?? '')
  const incident = incidents.find(({ id }) => id === about)
  const [draft, setDraft] = useState<OrderDraft>(() => ({
    ...{ kind: 'role', role: 'duty-officer', area: start?.state.place.area ?? city.tree.root.code, department: '', person: '' },
    ...{ title: words, text: '', minutes: 30, resources: [], overcommit: '', needsPhoto: false },
  }))
  const origin: OrderOrigin = {
    kind: 'instruction',
    ...(decision !== undefined
      ? { about: { kind: 'decision', id: decision } }
      : incident && { about: { kind: 'incident', id: incident.id } }),
  }
  const fields = orderFields(draft, {
    incident: incident && { id: incident.id, term: incident.state.command.term },
    origin,
  })
  const to = useDraftAddressee()(draft)
  const blocked =
    draft.title.trim() === '' ? w('instruction.placeholder') : addressOf(draft) === undefined ? w('instruction.to') : undefined
  return (
    <Ask
      title={w('instruction.title')}
      verb={w('instruction.issue')}
      command={command}
      blocked={blocked}
      onSend={() => void (fields && send('/api/orders', fields))}
      onClose={onClose}
    >
      <TextArea
        label={w('instruction.placeholder')}
        value={draft.title}
        rows={2}
        maxLength={80}
        onText={(title) => setDraft({ ...draft, title })}
      />
      <Select label={w('instruction.about')} value={about} onValue={setAbout}>
        {incidents.map(({ id, state }) => (
          <option key={id} value={id}>
            {state.title}
          </option>
        ))}
        <option value="">{w('instruction.general')}</option>
      </Select>
      <OrderAddress draft={draft} onDraft={setDraft} />
      <fieldset className="choices" aria-label={w('order.due')}>
        {USUAL_MINUTES.map((minutes) => (
          <button
            key={minutes}
            type="button"
            className="choice"
            aria-pressed={minutes === draft.minutes}
            onClick={() => setDraft({ ...draft, minutes })}
          >
            {w('order.due.minutes', { n: minutes })}
          </button>
        ))}
      </fieldset>
      {blocked === undefined && (
        <p className="order-said">{w('instruction.confirm', { to, title: draft.title.trim(), minutes: draft.minutes })}</p>
      )}
    </Ask>
  )
}
