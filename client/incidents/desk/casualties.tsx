import { useState } from 'react'
import { CASUALTY_FIGURES, type CasualtyFigure, type IncidentState } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { useFormat } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { changesOf, figuresWritten, lowered } from '../casualty-versions.ts'
import { Ask } from '../parts/ask.tsx'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'

interface CasualtyBlockProps {
  readonly id: string
  readonly state: IncidentState
  readonly followed: Followed
}

/** The newest figures above, every version with its source below: never one total, never a figure silently lower. */
export function CasualtyBlock({ id, state, followed }: CasualtyBlockProps) {
  const w = useWords()
  const format = useFormat()
  const { may } = useHolder()
  const [isAsking, setAsking] = useState(false)
  const versions = state.casualties
  const newest = versions.at(-1)
  const words = (value: number | null | undefined) => (value === null || value === undefined ? w('unknown') : String(value))
  return (
    <section className="block" aria-label={w('casualties.title')}>
      <h2 className="block-head">
        {w('casualties.title')}
        {newest && (
          <span className="soft">{`${w('casualties.version', { n: newest.version })} · ${newest.source} ${format.time(newest.asOf)}`}</span>
        )}
      </h2>
      <dl className="casualties">
        {CASUALTY_FIGURES.map((figure) => (
          <div key={figure}>
            <dt>{w(`figure.${figure}`)}</dt>
            <dd className={newest?.figures[figure] == null ? 'soft' : 'fig'}>{words(newest?.figures[figure])}</dd>
          </div>
        ))}
      </dl>
      {versions.length > 0 && (
        <table className="versions">
          <caption className="visually-hidden">{w('casualties.versions')}</caption>
          <tbody>
            {[...versions].reverse().map((version) => (
              <tr key={version.version}>
                <th scope="row" className="fig">
                  {version.version}
                </th>
                <td className="fig soft">{format.time(version.at)}</td>
                <td>
                  {changesOf(versions, version)
                    .map(
                      ({ figure, from, to }) =>
                        `${w(`figure.${figure}`)} ${from === undefined ? '' : `${words(from)}→`}${words(to)}`,
                    )
                    .join('，')}
                  {version.reason !== undefined && <span className="soft"> {version.reason}</span>}
                </td>
                <td className="soft">{version.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {may('incidents:open') && (
        <div className="block-presses">
          <Press onPress={() => setAsking(true)}>{w('casualties.count')}</Press>
          <span className="soft">{w('casualties.hint')}</span>
        </div>
      )}
      {isAsking && <Count id={id} state={state} followed={followed} onClose={() => setAsking(false)} />}
    </section>
  )
}

function Count({ id, state, followed, onClose }: CasualtyBlockProps & { onClose(): void }) {
  const w = useWords()
  const { command, send } = useCommand(followed)
  const newest = state.casualties.at(-1)
  const [written, setWritten] = useState<Record<CasualtyFigure, string>>(
    () =>
      Object.fromEntries(CASUALTY_FIGURES.map((figure) => [figure, newest?.figures[figure]?.toString() ?? ''])) as Record<
        CasualtyFigure,
        string
      >,
  )
  const [source, setSource] = useState('')
  const [reason, setReason] = useState('')
  const figures = figuresWritten(written)
  const fewer = figures ? lowered(newest?.figures, figures) : []
  const fewerWords = w('casualties.reason.needed', { figures: fewer.map((figure) => w(`figure.${figure}`)).join('、') })
  const blocked =
    figures === undefined
      ? w('casualties.count')
      : source.trim() === ''
        ? w('casualties.source')
        : fewer.length > 0 && reason.trim() === ''
          ? fewerWords
          : undefined
  const count = () =>
    void send(`/api/incidents/${id}/casualties`, {
      after: newest?.version ?? 0,
      figures,
      source: source.trim(),
      ...(reason.trim() !== '' && { reason: reason.trim() }),
    })
  return (
    <Ask
      title={w('casualties.count')}
      verb={w('casualties.count')}
      command={command}
      blocked={blocked}
      onSend={count}
      onClose={onClose}
    >
      <p className="field-hint">{w('casualties.hint')}</p>
      <div className="casualty-fields">
        {CASUALTY_FIGURES.map((figure) => (
          <Field
            key={figure}
            label={w(`figure.${figure}`)}
            value={written[figure]}
            inputMode="numeric"
            maxLength={7}
            placeholder={w('unknown')}
            onText={(text) => setWritten({ ...written, [figure]: text })}
          />
        ))}
      </div>
      <Field label={w('casualties.source')} value={source} maxLength={80} onText={setSource} />
      {fewer.length > 0 && (
        <Field label={w('casualties.reason')} value={reason} maxLength={200} hint={fewerWords} onText={setReason} />
      )}
    </Ask>
  )
}
