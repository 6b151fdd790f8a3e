import { type ReactNode, useState } from 'react'
import { CASE_REQUESTS, type CaseLookalikes, type CaseMatter, type CaseRequestKind } from '#contract/case.ts'
import { LIMIT_UNITS, type LimitUnit } from '#contract/case-tables.ts'
import { Dialog } from '../../access/parts/dialog.tsx'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { AttachBar } from '../../files/attach-bar.tsx'
import { type DraftFile, useDraftFiles } from '../../files/draft-files.ts'
import { AreaSelect } from '../../incidents/parts/area-select.tsx'
import { TextArea } from '../../incidents/parts/text-area.tsx'
import { useCity, useNames, useNow } from '../../state/hooks.ts'
import { useCaseCity } from '../case-city.tsx'
import type { CaseVerb } from '../case-verbs.ts'
import { useCaseWords } from '../use-case-words.ts'
import { fieldsOf, lackOf, needsLimit, needsUntil, newDraft, VERB_FORMS, type VerbDraft, type VerbStart } from '../verb-form.ts'
import { CategorySelect } from './category-select.tsx'

export interface VerbDialogProps {
  readonly verb: CaseVerb
  readonly found: CaseMatter
  readonly lookalikes: CaseLookalikes['lookalikes']
  readonly hasCamera: boolean
  /** The verb, on the button that does it: what is kept for later says so. */
  readonly press: string
  readonly isBusy?: boolean
  /** How it goes, where it was pressed. */
  readonly children?: ReactNode
  onSay(fields: Readonly<Record<string, unknown>>, files: readonly DraftFile[]): void
  onClose(): void
}

/** What somebody says with a verb: only what it asks for, and what it still lacks on its button. */
export function VerbDialog({
  verb,
  found,
  lookalikes,
  hasCamera,
  press,
  isBusy = false,
  children,
  onSay,
  onClose,
}: VerbDialogProps) {
  const w = useCaseWords()
  const now = useNow(30_000)
  const start = useVerbStart(found)
  const [draft, setDraft] = useState(() => newDraft(start))
  const drafts = useDraftFiles()
  const { field, words, hasFiles, asks = [] } = VERB_FORMS[verb]
  const lack = lackOf(verb, draft, { files: drafts.files.length, start, now })
  const with_ = (change: Partial<VerbDraft>) => setDraft({ ...draft, ...change })
  return (
    <Dialog title={`${w(`verb.${verb}`)} · ${found.state.number}`} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (lack === undefined && !isBusy) onSay(fieldsOf(verb, draft, start), drafts.files)
        }}
      >
        {asks.includes('found') && (
          <Choices
            label={w('form.found')}
            value={draft.found ? 'found' : 'empty'}
            options={[
              ['found', w('check.found')],
              ['empty', w('check.empty')],
            ]}
            onValue={(value) => with_({ found: value === 'found' })}
          />
        )}
        {asks.includes('request') && (
          <Choices
            label={w('form.request')}
            value={draft.request}
            options={CASE_REQUESTS.map((kind) => [kind, w(`ask.${kind}`)] as const)}
            onValue={(request: CaseRequestKind) => with_({ request })}
          />
        )}
        {asks.includes('department') && <DepartmentField draft={draft} onDraft={with_} />}
        {needsLimit(verb, draft) && (
          <div className="form-pair">
            <Field
              label={w('form.limit')}
              value={draft.amount}
              inputMode="decimal"
              maxLength={5}
              onText={(amount) => with_({ amount })}
            />
            <Select label={w('form.unit')} value={draft.unit} onValue={(unit) => with_({ unit: unit as LimitUnit })}>
              {LIMIT_UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {w(`unit.${unit}`)}
                </option>
              ))}
            </Select>
          </div>
        )}
        {needsUntil(verb, draft) && <UntilField draft={draft} onDraft={with_} />}
        {asks.includes('into') && (
          <Select label={w('form.into')} value={draft.into} onValue={(into) => with_({ into })}>
            <option value="">{w('form.into.none')}</option>
            {lookalikes.map(({ case: one }) => (
              <option key={one.id} value={one.id}>
                {one.number} {one.what}
              </option>
            ))}
          </Select>
        )}
        {asks.includes('satisfaction') && (
          <Choices
            label={w('form.satisfaction')}
            value={String(draft.satisfaction ?? '')}
            options={[1, 2, 3, 4, 5].map((n) => [String(n), String(n)] as const)}
            onValue={(value) => with_({ satisfaction: Number(value) === draft.satisfaction ? undefined : Number(value) })}
          />
        )}
        {asks.includes('about') && (
          <>
            <CategorySelect label={w('form.category')} category={draft.category} onCategory={(category) => with_({ category })} />
            <AreaSelect label={w('form.area')} area={draft.area} onArea={(area) => with_({ area })} />
            <label className="tick">
              <input type="checkbox" checked={draft.isUrgent} onChange={(event) => with_({ isUrgent: event.target.checked })} />
              {w('form.urgent')}
            </label>
          </>
        )}
        {words !== 'none' && (
          <TextArea
            label={w(`form.words.${field}`)}
            value={draft.words}
            rows={3}
            maxLength={field === 'text' ? 1000 : 500}
            onText={(next) => with_({ words: next })}
          />
        )}
        {hasFiles && <AttachBar drafts={drafts} hasCamera={hasCamera} />}
        {children}
        <div className="dialog-end">
          <Press onPress={onClose}>{w('cancel')}</Press>
          <Press kind="primary" isSubmit isBusy={isBusy} blocked={lack && w(`lack.${lack}`)}>
            {press}
          </Press>
        </div>
        {lack !== undefined && <p className="field-hint">{w(`lack.${lack}`)}</p>}
      </form>
    </Dialog>
  )
}

/** What a draft about a case begins with: the department of its category until it has one. */
export function useVerbStart({ state }: CaseMatter): VerbStart {
  const { tables } = useCaseCity()
  const usual = tables.categories.find(({ id }) => id === state.category)?.department
  const { category, isUrgent, place } = state
  return { department: state.department ?? usual ?? '', category, isUrgent, area: place.area }
}

interface DraftFieldProps {
  readonly draft: VerbDraft
  onDraft(change: Partial<VerbDraft>): void
}

function DepartmentField({ draft, onDraft }: DraftFieldProps) {
  const w = useCaseWords()
  const city = useCity()
  const name = useNames()
  return (
    <Select label={w('form.department')} value={draft.department} onValue={(department) => onDraft({ department })}>
      <option value="">{w('form.department.none')}</option>
      {city.catalogue.city.departments.map((one) => (
        <option key={one.id} value={one.id}>
          {name(one.short ?? one.names)}
        </option>
      ))}
    </Select>
  )
}

/** A day and an hour, by the browser's own picker, in the time of the person who picks. */
function UntilField({ draft, onDraft }: DraftFieldProps) {
  const w = useCaseWords()
  const [text, setText] = useState('')
  return (
    <Field
      label={w('form.until')}
      type="datetime-local"
      value={text}
      onText={(next) => {
        setText(next)
        const at = new Date(next).getTime()
        onDraft({ until: Number.isFinite(at) ? at : draft.until })
      }}
    />
  )
}

function Choices<Value extends string>({
  label,
  value,
  options,
  onValue,
}: {
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [Value, string])[]
  onValue(value: Value): void
}) {
  return (
    <fieldset className="case-choices" aria-label={label}>
      {options.map(([one, words]) => (
        <button key={one} type="button" className="choice" aria-pressed={one === value} onClick={() => onValue(one)}>
          {words}
        </button>
      ))}
    </fieldset>
  )
}
