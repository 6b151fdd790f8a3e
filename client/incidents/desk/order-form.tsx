import { useState } from 'react'
import type { IncidentState } from '#contract/incident.ts'
import { wordsIn } from '../../access/page/page-context.ts'
import { Field } from '../../access/parts/field.tsx'
import { Select } from '../../access/parts/select.tsx'
import { useCity, useNames, useUiLanguage } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import type { OrderMatter } from '../../state/orders.ts'
import { useCommand } from '../../state/use-matters.ts'
import { type AddressKind, addressOf, type OrderDraft, orderFields, RECEIVING_ROLES, USUAL_MINUTES } from '../order-draft.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { Ask } from '../parts/ask.tsx'
import { PersonPicker } from '../parts/person-picker.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { isOverreaching, pickedFrom } from '../units/picked.ts'
import { UnitPicker } from '../units/unit-picker.tsx'
import { useAreaName } from '../use-addressee.ts'
import { useWords } from '../use-words.ts'

export interface OrderFormProps {
  readonly incident: { readonly id: string; readonly state: IncidentState }
  readonly followed: Followed
  readonly replaces?: OrderMatter | undefined
  onClose(): void
}

/** A new order, or one that replaces another: written first, then said back in one sentence before it goes out for good. */
export function OrderForm({ incident, followed, replaces, onClose }: OrderFormProps) {
  const w = useWords()
  const plan = usePlanWords()
  const [isChecking, setChecking] = useState(false)
  const [draft, setDraft] = useState<OrderDraft>(() => startOf(incident.state, replaces))
  const { command, send, dismiss } = useCommand(followed)
  const term = incident.state.command.term
  const fields = orderFields(draft, { incident: { id: incident.id, term }, supersedes: replaces?.id })
  const isOver = draft.resources.some(isOverreaching)
  const blocked =
    draft.title.trim() === ''
      ? w('order.what')
      : addressOf(draft) === undefined
        ? w('order.to')
        : isOver && draft.overcommit.trim() === ''
          ? plan('pick.overcommit')
          : undefined
  const title = replaces ? w('order.replaces', { n: replaces.state.seq ?? 0 }) : w('orders.new')
  const to = useDraftAddressee()(draft)
  const goBack = () => {
    dismiss()
    setChecking(false)
  }
  if (isChecking)
    return (
      <Ask
        title={title}
        verb={w('order.issue')}
        command={command}
        onSend={() => void (fields && send('/api/orders', fields))}
        onClose={command?.kind === 'told' ? onClose : goBack}
      >
        <p className="order-said">{w('order.confirm', { to, title: draft.title.trim(), minutes: draft.minutes })}</p>
        {draft.text.trim() !== '' && <p className="soft">{draft.text.trim()}</p>}
        <p className="field-hint">{w('order.confirm.mark')}</p>
      </Ask>
    )
  return (
    <Ask
      title={title}
      verb={w('order.review')}
      command={undefined}
      blocked={blocked}
      onSend={() => setChecking(true)}
      onClose={onClose}
    >
      <Field label={w('order.what')} value={draft.title} maxLength={80} onText={(text) => setDraft({ ...draft, title: text })} />
      <OrderAddress draft={draft} onDraft={setDraft} />
      <div className="field">
        <span className="field-name">{w('order.due')}</span>
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
      </div>
      <TextArea
        label={w('order.text')}
        value={draft.text}
        rows={2}
        maxLength={2000}
        onText={(text) => setDraft({ ...draft, text })}
      />
      <UnitPicker
        from={{ incident: incident.id }}
        picked={draft.resources}
        onPicked={(resources) => setDraft({ ...draft, resources })}
      />
      {isOver && (
        <Field
          label={plan('pick.overcommit')}
          value={draft.overcommit}
          maxLength={200}
          onText={(overcommit) => setDraft({ ...draft, overcommit })}
        />
      )}
      <label className="tick">
        <input
          type="checkbox"
          checked={draft.needsPhoto}
          onChange={(event) => setDraft({ ...draft, needsPhoto: event.target.checked })}
        />
        {w('order.photo')}
      </label>
    </Ask>
  )
}

const KINDS: readonly AddressKind[] = ['role', 'department', 'person']

/** To whom: a role in an area, a department, a person. */
export function OrderAddress({ draft, onDraft }: { readonly draft: OrderDraft; onDraft(draft: OrderDraft): void }) {
  const w = useWords()
  const role = wordsIn(useUiLanguage())
  const city = useCity()
  const name = useNames()
  return (
    <>
      <div className="field">
        <span className="field-name">{w('order.to')}</span>
        <fieldset className="choices" aria-label={w('order.to')}>
          {KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              className="choice"
              aria-pressed={kind === draft.kind}
              onClick={() => onDraft({ ...draft, kind })}
            >
              {w(`order.to.${kind}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {draft.kind === 'role' && (
        <Select
          label={w('order.to.role')}
          value={draft.role}
          onValue={(next) => onDraft({ ...draft, role: next as OrderDraft['role'] })}
        >
          {RECEIVING_ROLES.map((one) => (
            <option key={one} value={one}>
              {role(`role.${one}`)}
            </option>
          ))}
        </Select>
      )}
      {draft.kind === 'department' && (
        <Select
          label={w('order.to.department')}
          value={draft.department}
          onValue={(department) => onDraft({ ...draft, department })}
        >
          <option value="">{w('order.to')}</option>
          {city.catalogue.city.departments.map((department) => (
            <option key={department.id} value={department.id}>
              {name(department.names)}
            </option>
          ))}
        </Select>
      )}
      {draft.kind === 'person' ? (
        <PersonPicker label={w('order.to.person')} person={draft.person} onPerson={(person) => onDraft({ ...draft, person })} />
      ) : (
        <AreaSelect label={w('order.area')} area={draft.area} onArea={(area) => onDraft({ ...draft, area })} />
      )}
    </>
  )
}

/** The addressee of a draft in words, for the sentence that is read before it goes out. */
export function useDraftAddressee(): (draft: OrderDraft) => string {
  const w = useWords()
  const role = wordsIn(useUiLanguage())
  const city = useCity()
  const name = useNames()
  const areaName = useAreaName()
  return (draft) => {
    switch (draft.kind) {
      case 'role':
        return `${areaName(draft.area)} ${role(`role.${draft.role}`)}`
      case 'department': {
        const department = city.department(draft.department)
        return department ? name(department.names) : w('order.to')
      }
      case 'person':
        return w('order.to.person')
    }
  }
}

function startOf(state: IncidentState, replaces: OrderMatter | undefined): OrderDraft {
  const plain: OrderDraft = {
    kind: 'role',
    role: 'town-staff',
    area: state.place.area,
    department: '',
    person: '',
    title: '',
    text: '',
    minutes: 30,
    resources: [],
    overcommit: '',
    needsPhoto: false,
  }
  if (!replaces) return plain
  const { to, title, text, slaMs, needsPhoto, resources } = replaces.state
  const told: OrderDraft = {
    ...plain,
    title,
    text: text ?? '',
    minutes: Math.round(slaMs / 60_000),
    needsPhoto,
    resources: pickedFrom(resources),
  }
  switch (to.kind) {
    case 'person':
      return { ...told, kind: 'person', person: to.person.id }
    case 'role':
      return { ...told, kind: 'role', role: to.role, area: to.area }
    case 'department':
      return { ...told, kind: 'department', department: to.department, area: to.area }
  }
}
