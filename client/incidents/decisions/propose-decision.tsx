import { useState } from 'react'
import { type DecisionMatter, MOST_EVIDENCE, MOST_OPTIONS } from '#contract/decision.ts'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { useCity, useNames, useNow } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { OrderAddress } from '../desk/order-form.tsx'
import type { OrderDraft } from '../order-draft.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { Ask } from '../parts/ask.tsx'
import { PersonPicker } from '../parts/person-picker.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import './decisions.css'
import { MetricSelect } from './metric-select.tsx'
import { emptyProposal, OPTION_IDS, type OptionDraft, type ProposalDraft, proposalFault, proposalFields } from './proposal-draft.ts'
import { useDecisionWords } from './use-decision-words.ts'
import { useFigureWords } from './use-figure-words.ts'
import { useOptionLetter } from './use-option-letter.ts'

const WITHIN = [10, 20, 30, 60, 240] as const
const AFTER = [1, 2, 6, 24] as const

export interface ProposeDecisionFormProps {
  /** The incident it is about, with its area; without one it is of ordinary business. */
  readonly incident?: { readonly id: string; readonly area: string } | undefined
  readonly supersedes?: DecisionMatter | undefined
  readonly followed: Followed
  onClose(): void
}

/** Puts a question forward: the options, what it rests on, whose word is asked for, and what it will be judged by. */
export function ProposeDecisionForm({ incident, supersedes, followed, onClose }: ProposeDecisionFormProps) {
  const w = useDecisionWords()
  const letter = useOptionLetter()
  const city = useCity()
  const now = useNow(60_000)
  const { person } = useHolder()
  const { command, send } = useCommand(followed)
  const [draft, setDraft] = useState<ProposalDraft>(() => startOf(incident?.area ?? city.tree.root.code, supersedes))
  const put = (changed: Partial<ProposalDraft>) => setDraft((known) => ({ ...known, ...changed }))
  const fault = proposalFault(draft)
  const fields = () => proposalFields(draft, { incident: incident?.id, supersedes: supersedes?.id, now })
  const named = draft.options.filter(({ title }) => title.trim() !== '')
  return (
    <Ask
      title={w('propose')}
      verb={w('form.send')}
      command={command}
      blocked={fault && w(`form.need-${fault}`)}
      isDrawer
      onSend={() => void send('/api/decisions', fields())}
      onClose={onClose}
    >
      <Field label={w('form.question')} value={draft.question} maxLength={120} onText={(question) => put({ question })} />
      <TextArea label={w('form.context')} value={draft.context} rows={2} maxLength={1000} onText={(context) => put({ context })} />
      {draft.options.map((option, index) => (
        <OptionFields
          key={option.id}
          option={option}
          letter={letter(index)}
          area={draft.area}
          onOption={(next) => put({ options: draft.options.map((one) => (one.id === next.id ? next : one)) })}
        />
      ))}
      {draft.options.length < MOST_OPTIONS && (
        <Press
          kind="quiet"
          onPress={() =>
            put({ options: [...draft.options, { id: OPTION_IDS[draft.options.length] ?? 'f', title: '', expected: '' }] })
          }
        >
          {w('form.add-option')}
        </Press>
      )}
      <Select label={w('form.recommend')} value={draft.recommended} onValue={(recommended) => put({ recommended })}>
        <option value="">{w('form.recommend.none')}</option>
        {named.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <Choices
        label={w('form.within')}
        values={WITHIN}
        value={draft.withinMinutes}
        words={(n) => w('form.minutes', { n })}
        onValue={(withinMinutes) => put({ withinMinutes })}
      />
      <EvidencePick draft={draft} hasIncident={incident !== undefined} onDraft={put} />
      <ConsultPick consult={draft.consult} except={person?.id} onConsult={(consult) => put({ consult })} />
      <MetricSelect
        label={w('form.follow')}
        none={w('form.follow.none')}
        metric={draft.metric}
        onMetric={(metric) => put({ metric })}
      />
      {draft.metric !== '' && (
        <>
          <AreaSelect label={w('evidence.area')} area={draft.area} onArea={(area) => put({ area })} />
          <Select
            label={w('score.title')}
            value={draft.direction}
            onValue={(direction) => put({ direction: direction as ProposalDraft['direction'] })}
          >
            <option value="at-most">{w('score.at-most')}</option>
            <option value="at-least">{w('score.at-least')}</option>
          </Select>
          <Field
            label={w('form.follow.target')}
            value={draft.target}
            inputMode="decimal"
            maxLength={16}
            onText={(target) => put({ target })}
          />
          <Choices
            label={w('form.follow.after')}
            values={AFTER}
            value={draft.afterHours}
            words={(n) => w('form.hours', { n })}
            onValue={(afterHours) => put({ afterHours })}
          />
        </>
      )}
      <p className="field-hint">{w('evidence.hint')}</p>
    </Ask>
  )
}

function startOf(area: string, supersedes: DecisionMatter | undefined): ProposalDraft {
  const plain = emptyProposal(area)
  if (!supersedes) return plain
  const { question, context, options, evidence, consulted, recommended } = supersedes.state
  return {
    ...plain,
    ...{ question, context: context ?? '', recommended: recommended ?? '' },
    options: options.map(({ id, title, expected }) => ({ id, title, expected: expected ?? '' })),
    series: evidence.points.map(({ metric, area: place }) => ({ metric, area: place })),
    consult: consulted.map(({ person }) => person.id),
  }
}

/** A few values to choose one of. */
function Choices({
  label,
  values,
  value,
  words,
  onValue,
}: {
  readonly label: string
  readonly values: readonly number[]
  readonly value: number
  words(n: number): string
  onValue(n: number): void
}) {
  return (
    <div className="field">
      <span className="field-name">{label}</span>
      <fieldset className="choices" aria-label={label}>
        {values.map((n) => (
          <button key={n} type="button" className="choice" aria-pressed={n === value} onClick={() => onValue(n)}>
            {words(n)}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

function OptionFields({
  option,
  letter,
  area,
  onOption,
}: {
  readonly option: OptionDraft
  readonly letter: string
  readonly area: string
  onOption(option: OptionDraft): void
}) {
  const w = useDecisionWords()
  const words = useWords()
  const { order } = option
  const withOrder = (): OrderDraft => ({
    ...{ kind: 'role', role: 'town-staff', area, department: '', person: '' },
    ...{ title: option.title, text: '', minutes: 30, resources: [], overcommit: '', needsPhoto: false },
  })
  return (
    <div className="option-fields">
      <Field
        label={w('form.option', { letter })}
        value={option.title}
        maxLength={80}
        onText={(title) => onOption({ ...option, title })}
      />
      <Field
        label={w('form.expected')}
        value={option.expected}
        maxLength={300}
        onText={(expected) => onOption({ ...option, expected })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={order !== undefined}
          onChange={(event) => onOption({ ...option, order: event.target.checked ? withOrder() : undefined })}
        />
        {w('form.order')}
      </label>
      {order && (
        <>
          <Field
            label={w('form.order.title')}
            value={order.title}
            maxLength={80}
            onText={(title) => onOption({ ...option, order: { ...order, title } })}
          />
          <OrderAddress draft={order} onDraft={(next) => onOption({ ...option, order: next })} />
          <Choices
            label={words('order.due')}
            values={[15, 30, 60, 120]}
            value={order.minutes}
            words={(n) => w('form.minutes', { n })}
            onValue={(minutes) => onOption({ ...option, order: { ...order, minutes } })}
          />
        </>
      )}
    </div>
  )
}

/** Which figures it rests on, and whether the incident itself does. */
function EvidencePick({
  draft,
  hasIncident,
  onDraft,
}: {
  readonly draft: ProposalDraft
  readonly hasIncident: boolean
  onDraft(changed: Partial<ProposalDraft>): void
}) {
  const w = useDecisionWords()
  const name = useNames()
  const city = useCity()
  const figures = useFigureWords()
  const [metric, setMetric] = useState('')
  const [area, setArea] = useState(draft.area)
  const isKnown = draft.series.some((one) => one.metric === metric && one.area === area)
  const add = () => {
    if (metric !== '' && !isKnown) onDraft({ series: [...draft.series, { metric, area }] })
  }
  return (
    <fieldset className="option-fields">
      <legend className="field-name">{w('evidence.title')}</legend>
      <ul className="evidence-picked">
        {draft.series.map((one) => (
          <li key={`${one.metric}@${one.area}`}>
            <span>
              {figures.metricName(one.metric)}{' '}
              <span className="soft">{name(city.area(one.area)?.names ?? { zh: one.area, en: one.area })}</span>
            </span>
            <Press kind="quiet" onPress={() => onDraft({ series: draft.series.filter((other) => other !== one) })}>
              {w('evidence.remove')}
            </Press>
          </li>
        ))}
      </ul>
      <MetricSelect label={w('evidence.metric')} none="–" metric={metric} onMetric={setMetric} />
      <AreaSelect label={w('evidence.area')} area={area} onArea={setArea} />
      <Press onPress={add} blocked={metric === '' || draft.series.length >= MOST_EVIDENCE ? w('evidence.metric') : undefined}>
        {w('evidence.add')}
      </Press>
      {hasIncident && (
        <label className="tick">
          <input type="checkbox" checked={draft.hasIncident} onChange={(event) => onDraft({ hasIncident: event.target.checked })} />
          {w('evidence.incident')}
        </label>
      )}
    </fieldset>
  )
}

function ConsultPick({
  consult,
  except,
  onConsult,
}: {
  readonly consult: readonly string[]
  readonly except: string | undefined
  onConsult(consult: readonly string[]): void
}) {
  const w = useDecisionWords()
  return (
    <fieldset className="option-fields">
      <legend className="field-name">{w('form.consult')}</legend>
      {[...consult, ''].map((person, index) => (
        <PersonPicker
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in the list is what it is known by
          key={index}
          label={w('form.consult.add')}
          person={person}
          except={except}
          onPerson={(id) => {
            onConsult(uniquely([...consult.slice(0, index), id, ...consult.slice(index + 1)]))
          }}
        />
      ))}
    </fieldset>
  )
}

function uniquely(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== ''))]
}
