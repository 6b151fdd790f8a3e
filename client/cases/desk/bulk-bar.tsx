import { useState } from 'react'
import type { CaseLine } from '#contract/case.ts'
import { type BulkAnswer, type BulkSaid, type BulkVerb, MOST_BULK } from '#contract/case-commands.ts'
import { call } from '../../access/call.ts'
import { Dialog } from '../../access/parts/dialog.tsx'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { useCall } from '../../access/use-call.ts'
import { deviceHere } from '../../incidents/field/device-here.ts'
import { useRefusalWords } from '../../incidents/parts/command-state.tsx'
import { TextArea } from '../../incidents/parts/text-area.tsx'
import { useHolder } from '../../incidents/use-incidents.ts'
import { useCity, useNames } from '../../state/hooks.ts'
import { BULK_FROM, bulkVerbs } from '../case-verbs.ts'
import { useCaseWords } from '../use-case-words.ts'

export interface BulkBarProps {
  /** The marked cases, as their lines stand. */
  readonly lines: readonly CaseLine[]
  onDone(): void
  onClear(): void
}

/** What can be done to all that are marked: one command, and an answer for each of them by name. */
export function BulkBar({ lines, onDone, onClear }: BulkBarProps) {
  const w = useCaseWords()
  const { may } = useHolder()
  const [asking, setAsking] = useState<BulkVerb>()
  const verbs = bulkVerbs(
    lines.map(({ stage }) => stage),
    may,
  )
  return (
    <div className="case-bulk">
      <span className="strong">{w('selected', { n: lines.length })}</span>
      {lines.length > MOST_BULK && <span className="due-word">{w('bulk.most')}</span>}
      {verbs.map(({ verb, count }) => (
        <Press
          key={verb}
          onPress={() => setAsking(verb)}
          blocked={lines.length > MOST_BULK ? w('bulk.most') : verb === 'merge' && lines.length < 2 ? w('lack.into') : undefined}
        >
          {w('bulk.verb', { verb: w(`verb.${verb}`), n: verb === 'merge' ? count - 1 : count })}
        </Press>
      ))}
      {verbs.length === 0 && <span className="soft">{w('bulk.none')}</span>}
      <Press kind="quiet" onPress={onClear}>
        {w('select.none')}
      </Press>
      {asking !== undefined && <BulkForm verb={asking} lines={lines} onDone={onDone} onClose={() => setAsking(undefined)} />}
    </div>
  )
}

/** Verbs that cannot do without a reason. */
const REASONED: readonly BulkVerb[] = ['reject', 'void']

function BulkForm({
  verb,
  lines,
  onDone,
  onClose,
}: {
  readonly verb: BulkVerb
  readonly lines: readonly CaseLine[]
  onDone(): void
  onClose(): void
}) {
  const w = useCaseWords()
  const city = useCity()
  const name = useNames()
  const refusal = useRefusalWords()
  const calling = useCall()
  const [words, setWords] = useState('')
  const [department, setDepartment] = useState('')
  const [answer, setAnswer] = useState<BulkAnswer>()
  // Made once for this question: pressed again over a bad line, what was done is not done again.
  const [commandId] = useState(() => crypto.randomUUID())
  const [into, ...others] = lines
  const meant = (verb === 'merge' ? others : lines).filter(({ stage }) => BULK_FROM[verb].includes(stage))
  const skipped = (verb === 'merge' ? others : lines).length - meant.length
  const isReasoned = REASONED.includes(verb)
  const blocked = isReasoned && words.trim() === '' ? w('lack.words') : meant.length === 0 ? w('none') : undefined
  const verbWords = w(`verb.${verb}`)
  const send = () =>
    calling.run(async () => {
      const said = saidOf(verb, { words: words.trim(), department, into: into?.id ?? '' })
      setAnswer(
        await call<BulkAnswer>('POST', '/api/cases/bulk', {
          ...{ commandId, device: deviceHere(), said },
          ids: meant.map(({ id }) => id),
        }),
      )
      onDone()
    })
  const refused = answer?.results.filter((one) => one.outcome === 'refused') ?? []
  const number = (id: string) => lines.find((line) => line.id === id)?.number ?? id
  return (
    <Dialog title={w('bulk.title', { verb: verbWords })} onClose={onClose}>
      {answer ? (
        <div className="form" role="status">
          <p>{w('bulk.done', { verb: verbWords, n: answer.results.length - refused.length })}</p>
          {refused.length > 0 && <p className="strong">{w('bulk.refused', { n: refused.length })}</p>}
          <ul className="case-bulk-refused">
            {refused.map(({ id, code }) => (
              <li key={id}>
                <span className="fig">{number(id)}</span> {refusal(code)}
              </li>
            ))}
          </ul>
          <div className="dialog-end">
            <Press kind="primary" onPress={onClose}>
              {w('back')}
            </Press>
          </div>
        </div>
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            if (blocked === undefined) void send()
          }}
        >
          {verb === 'merge' && into && <p className="strong">{w('bulk.into', { number: into.number })}</p>}
          {skipped > 0 && <p className="soft">{w('bulk.skips', { n: skipped, verb: verbWords })}</p>}
          {verb === 'dispatch' && (
            <Select label={w('form.department')} value={department} onValue={setDepartment}>
              <option value="">{w('dispatch.usual')}</option>
              {city.catalogue.city.departments.map((one) => (
                <option key={one.id} value={one.id}>
                  {name(one.short ?? one.names)}
                </option>
              ))}
            </Select>
          )}
          <TextArea
            label={w(isReasoned ? 'form.words.reason' : 'form.words.note')}
            value={words}
            maxLength={500}
            onText={setWords}
          />
          {calling.refusal && (
            <p role="alert" className="refused">
              {refusal(calling.refusal.code)}
            </p>
          )}
          <div className="dialog-end">
            <Press onPress={onClose}>{w('cancel')}</Press>
            <Press kind="primary" isSubmit isBusy={calling.isBusy} blocked={blocked}>
              {w('bulk.verb', { verb: verbWords, n: meant.length })}
            </Press>
          </div>
        </form>
      )}
    </Dialog>
  )
}

function saidOf(
  verb: BulkVerb,
  { words, department, into }: { readonly words: string; readonly department: string; readonly into: string },
): BulkSaid {
  const note = words === '' ? {} : { note: words }
  switch (verb) {
    case 'reject':
    case 'void':
      return { verb, reason: words }
    case 'dispatch':
      return { verb, ...note, ...(department !== '' && { department }) }
    case 'merge':
      return { verb, into, ...note }
    default:
      return { verb, ...note }
  }
}
