import { useState } from 'react'
import {
  type IncidentState,
  REPORT_FIELDS,
  REPORT_KINDS,
  REPORT_MODES,
  type ReportField,
  type ReportKind,
  type ReportMode,
} from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { AttachBar } from '../../files/attach-bar.tsx'
import { useDraftFiles } from '../../files/draft-files.ts'
import { FileThumbs } from '../../files/file-thumbs.tsx'
import { sendDrafts } from '../../files/send-file.ts'
import { refusalCode } from '../../state/commands.ts'
import { useFormat } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { unfilled } from '../log-sentence.ts'
import { Ask } from '../parts/ask.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { useAreaName } from '../use-addressee.ts'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'

interface ReportBlockProps {
  readonly id: string
  readonly state: IncidentState
  readonly followed: Followed
}

/** What was reported upward, and the form of the next report, prefilled with what is known. */
export function ReportBlock({ id, state, followed }: ReportBlockProps) {
  const w = useWords()
  const format = useFormat()
  const { may } = useHolder()
  const [isAsking, setAsking] = useState(false)
  return (
    <section className="block" aria-label={w('report.title')}>
      <h2 className="block-head">{w('report.title')}</h2>
      {state.reports.length === 0 && <p className="nothing">{w('report.none')}</p>}
      <ul className="rows">
        {[...state.reports].reverse().map((report) => (
          <li key={report.no} className="holder">
            <span className="row-words">
              <span className="strong">
                {w('report.line', { kind: w(`report-kind.${report.kind}`), mode: w(`report-mode.${report.mode}`), to: report.to })}
              </span>
              <span className="soft">{unfilled(report.fields) > 0 && w('report.unfilled', { n: unfilled(report.fields) })}</span>
            </span>
            <span className="fig soft">{format.time(report.at)}</span>
            {report.attachments && <FileThumbs attachments={report.attachments} />}
          </li>
        ))}
      </ul>
      {may('incidents:open') && (
        <div className="block-presses">
          <Press onPress={() => setAsking(true)}>{w('report.file')}</Press>
        </div>
      )}
      {isAsking && <FileReport id={id} state={state} followed={followed} onClose={() => setAsking(false)} />}
    </section>
  )
}

function FileReport({ id, state, followed, onClose }: ReportBlockProps & { onClose(): void }) {
  const w = useWords()
  const format = useFormat()
  const areaName = useAreaName()
  const { person } = useHolder()
  const { command, send } = useCommand(followed)
  const waiting = [...state.deadlines].filter(({ metAt }) => metAt === undefined).sort((a, b) => a.dueAt - b.dueAt)[0]
  const [kind, setKind] = useState<ReportKind>(waiting?.kind ?? (state.reports.length === 0 ? 'first' : 'follow-up'))
  const [mode, setMode] = useState<ReportMode>(waiting?.mode ?? 'written')
  const [to, setTo] = useState(state.reports.at(-1)?.to ?? '')
  const [fields, setFields] = useState<Record<ReportField, string>>(() => {
    const known = state.reports.at(-1)?.fields
    const filled = Object.fromEntries(REPORT_FIELDS.map((field) => [field, known?.[field] ?? ''])) as Record<ReportField, string>
    return {
      ...filled,
      time: filled.time || `${format.date(state.receivedAt)} ${format.time(state.receivedAt)}`,
      place: filled.place || [areaName(state.place.area), state.place.text].filter(Boolean).join(' '),
      course: filled.course || state.title,
      reporter: person?.name ?? '',
    }
  })
  const drafts = useDraftFiles()
  const [refused, setRefused] = useState<string>()
  const file = async () => {
    setRefused(undefined)
    const attachments = await sendDrafts(drafts.files).catch((fault: unknown) => setRefused(refusalCode(fault)))
    if (!attachments) return
    await send(`/api/incidents/${id}/reports`, {
      kind,
      mode,
      to: to.trim(),
      fields: Object.fromEntries(REPORT_FIELDS.map((field) => [field, fields[field].trim() === '' ? null : fields[field].trim()])),
      ...(attachments.length > 0 && { attachments }),
    })
  }
  return (
    <Ask
      title={w('report.file')}
      verb={w('report.file')}
      command={refused === undefined ? command : { kind: 'refused', code: refused }}
      blocked={to.trim() === '' ? w('report.to') : undefined}
      isDrawer
      onSend={() => void file()}
      onClose={onClose}
    >
      <div className="form-pair">
        <Select label={w('report.kind')} value={kind} onValue={(next) => setKind(next as ReportKind)}>
          {REPORT_KINDS.map((one) => (
            <option key={one} value={one}>
              {w(`report-kind.${one}`)}
            </option>
          ))}
        </Select>
        <Select label={w('report.mode')} value={mode} onValue={(next) => setMode(next as ReportMode)}>
          {REPORT_MODES.map((one) => (
            <option key={one} value={one}>
              {w(`report-mode.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <Field label={w('report.to')} value={to} maxLength={80} onText={setTo} />
      {REPORT_FIELDS.map((field) => (
        <TextArea
          key={field}
          label={w(`report-field.${field}`)}
          value={fields[field]}
          rows={field === 'course' || field === 'handling' ? 3 : 1}
          maxLength={2000}
          placeholder={w('unknown')}
          onText={(text) => setFields({ ...fields, [field]: text })}
        />
      ))}
      <AttachBar drafts={drafts} hasCamera={false} />
      <p className="field-hint">{w('report.confirm')}</p>
    </Ask>
  )
}
