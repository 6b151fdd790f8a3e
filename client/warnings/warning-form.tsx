import { useState } from 'react'
import { CAP_CERTAINTIES, CAP_SEVERITIES, CAP_URGENCIES } from '#contract/cap.ts'
import type { Language } from '#contract/names.ts'
import type { Warning, WarningColour, WarningDraft, WarningPlan, WarningPreview } from '#contract/warning.ts'
import { call } from '../access/call.ts'
import { Dialog } from '../access/parts/dialog.tsx'
import { Field } from '../access/parts/field.tsx'
import { Press } from '../access/parts/press.tsx'
import { Refused } from '../access/parts/refused.tsx'
import { Select } from '../access/parts/select.tsx'
import { useCall } from '../access/use-call.ts'
import { useRead } from '../access/use-read.ts'
import { TextArea } from '../incidents/parts/text-area.tsx'
import { useFormat, useNames, useNow } from '../state/hooks.ts'
import type { Followed } from '../state/matters.ts'
import { AreaChoice } from './area-choice.tsx'
import { coloursOf, draftOf, type FormDraft, gradedDraft, hoursOf, toDraft } from './draft-model.ts'
import { LookBeforeSending } from './look-before-sending.tsx'
import { useWords } from './use-warning-words.ts'

export interface WarningFormProps {
  readonly followed: Followed
  /** The warning that is updated; a new one is issued without it. */
  readonly warning?: Warning
  onClose(): void
}

/** Issuing or updating a warning: the plan fills the form in, the person writes, looks at what will go out, and sends it. */
export function WarningForm(props: WarningFormProps) {
  const w = useWords()
  const { reading } = useRead<WarningPlan>('/api/warnings/plan')
  const title = w(props.warning ? 'form.title.update' : 'form.title.issue')
  return (
    <Dialog title={title} onClose={props.onClose} isDrawer>
      {reading.kind === 'here' && <Filled {...props} plan={reading.body} />}
      {reading.kind === 'refused' && <Refused refusal={reading.refusal} />}
    </Dialog>
  )
}

const HOUR_MS = 3_600_000
const LANGUAGES: readonly Language[] = ['zh', 'en']

function Filled({ followed, warning, plan, onClose }: WarningFormProps & { readonly plan: WarningPlan }) {
  const w = useWords()
  const name = useNames()
  const format = useFormat()
  const now = useNow(60_000)
  const [form, setForm] = useState<FormDraft>(() => startOf(plan, warning, now))
  const [look, setLook] = useState<{ readonly draft: WarningDraft; readonly preview: WarningPreview }>()
  const { isBusy, refusal, run } = useCall()
  const kind = plan.kinds.find(({ id }) => id === form.kind)
  const ready = toDraft(form, now)
  const hours = hoursOf(form.hours)
  if (!kind) return null
  if (look)
    return (
      <LookBeforeSending
        followed={followed}
        path={warning ? `/api/warnings/${encodeURIComponent(warning.id)}/update` : '/api/warnings'}
        fields={{ draft: look.draft, ...(warning && { version: warning.version }) }}
        preview={look.preview}
        onBack={() => setLook(undefined)}
        onClose={onClose}
      />
    )
  const grade = (colour: WarningColour) => setForm(gradedDraft(kind, colour, form.areas))
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if ('wrong' in ready) return
        const { draft } = ready
        void run(async () => {
          const asked = { draft, ...(warning && { updates: warning.id }) }
          setLook({ draft, preview: await call<WarningPreview>('POST', '/api/warnings/preview', asked) })
        })
      }}
    >
      <Select
        label={w('form.kind')}
        value={form.kind}
        onValue={(id) => {
          const next = plan.kinds.find((each) => each.id === id)
          const [first] = next ? coloursOf(next).toReversed() : []
          if (next && first) setForm(gradedDraft(next, first, form.areas))
        }}
      >
        {plan.kinds.map(({ id, names }) => (
          <option key={id} value={id}>
            {name(names)}
          </option>
        ))}
      </Select>
      <fieldset className="choices" aria-label={w('form.colour')}>
        {coloursOf(kind).map((colour) => (
          <button key={colour} type="button" className="choice" aria-pressed={colour === form.colour} onClick={() => grade(colour)}>
            {w(`colour.${colour}`)}
          </button>
        ))}
      </fieldset>
      <AreaChoice areas={form.areas} onAreas={(areas) => setForm({ ...form, areas: [...areas] })} />
      {LANGUAGES.map((language) => (
        <Words key={language} form={form} language={language} onForm={setForm} />
      ))}
      <div className="form-pair">
        <Field
          label={w('form.hours')}
          inputMode="decimal"
          value={form.hours}
          onText={(text) => setForm({ ...form, hours: text })}
          {...(hours === undefined
            ? { fault: w('form.hours.bad') }
            : { hint: w('form.hours.until', { time: format.moment(now + hours * HOUR_MS, now, 'PT1M') }) })}
        />
        <Scale
          label={w('field.severity')}
          words={CAP_SEVERITIES}
          value={form.severity}
          say={(word) => w(`severity.${word}`)}
          onValue={(severity) => setForm({ ...form, severity })}
        />
        <Scale
          label={w('field.urgency')}
          words={CAP_URGENCIES}
          value={form.urgency}
          say={(word) => w(`urgency.${word}`)}
          onValue={(urgency) => setForm({ ...form, urgency })}
        />
        <Scale
          label={w('field.certainty')}
          words={CAP_CERTAINTIES}
          value={form.certainty}
          say={(word) => w(`certainty.${word}`)}
          onValue={(certainty) => setForm({ ...form, certainty })}
        />
      </div>
      {refusal && <Refused refusal={refusal} />}
      <div className="dialog-end">
        <Press onPress={onClose}>{w('do.close')}</Press>
        <Press kind="primary" isSubmit isBusy={isBusy} blocked={'wrong' in ready ? w(ready.wrong) : undefined}>
          {w('do.look')}
        </Press>
      </div>
      {'wrong' in ready && <p className="field-hint">{w(ready.wrong)}</p>}
    </form>
  )
}

/** The form as it opens: the warning that is updated, or the mildest grade of the first kind. */
function startOf(plan: WarningPlan, warning: Warning | undefined, now: number): FormDraft {
  const held = warning && draftOf(warning.state, plan, now)
  if (held) return held
  const [kind] = plan.kinds
  const [colour] = kind ? coloursOf(kind).toReversed() : []
  if (!kind || !colour) throw new Error('a plan of warnings has a kind with a colour')
  return gradedDraft(kind, colour, warning?.state.areas ?? [])
}

function Words({
  form,
  language,
  onForm,
}: {
  readonly form: FormDraft
  readonly language: Language
  onForm(form: FormDraft): void
}) {
  const w = useWords()
  const said = w(`form.language.${language}`)
  const put = (field: 'headline' | 'description' | 'instruction', text: string) =>
    onForm({ ...form, [field]: { ...form[field], [language]: text } })
  return (
    <>
      <Field
        label={w('form.headline', { language: said })}
        value={form.headline[language]}
        maxLength={160}
        onText={(text) => put('headline', text)}
      />
      <TextArea
        label={w('form.description', { language: said })}
        value={form.description[language]}
        rows={2}
        maxLength={2_000}
        onText={(text) => put('description', text)}
      />
      <TextArea
        label={w('form.instruction', { language: said })}
        value={form.instruction[language]}
        rows={2}
        maxLength={2_000}
        onText={(text) => put('instruction', text)}
      />
    </>
  )
}

function Scale<Word extends string>({
  label,
  words,
  value,
  say,
  onValue,
}: {
  readonly label: string
  readonly words: readonly Word[]
  readonly value: Word
  say(word: Word): string
  onValue(word: Word): void
}) {
  return (
    <Select
      label={label}
      value={value}
      onValue={(next) => {
        const word = words.find((each) => each === next)
        if (word) onValue(word)
      }}
    >
      {words.map((word) => (
        <option key={word} value={word}>
          {say(word)}
        </option>
      ))}
    </Select>
  )
}
