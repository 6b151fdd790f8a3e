import { useMemo, useState } from 'react'
import type { Alarm, AlarmEvent } from '#contract/alarm.ts'
import type { Step } from '#contract/duration.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import { Press } from '../access/parts/press.tsx'
import { useNamedMatters } from '../access/use-trial-names.ts'
import { AlarmGlyph } from '../design/glyph.tsx'
import { CommandState, isUnderWay } from '../incidents/parts/command-state.tsx'
import { TextArea } from '../incidents/parts/text-area.tsx'
import { Spark } from '../panels/spark.tsx'
import { useCity, useFormat, useNames, useNow, usePoint } from '../state/hooks.ts'
import { useCommand } from '../state/use-matters.ts'
import { responseWords } from './alarm-list.tsx'
import { logSentence } from './log-sentence.ts'
import { useAlarmTitle } from './use-alarm-title.ts'
import { useAlarmWords } from './use-alarm-words.ts'
import { whySentence } from './why-sentence.ts'

/** One alarm: what it is, why it stands in every number, its curve, who was told and what people did. */
export function AlarmDetail({
  id,
  mayHandle,
  onAcknowledge,
  onShelve,
  onUnshelve,
}: {
  readonly id: string
  readonly mayHandle: boolean
  onAcknowledge(): void
  onShelve(): void
  onUnshelve(): void
}) {
  const w = useAlarmWords()
  const followed = useNamedMatters(useMemo(() => ({ kind: 'alarm' as const, id, log: true }), [id]))
  if (followed.kind !== 'following') return <p className="nothing">{followed.kind === 'refused' ? w('gone') : w('waiting')}</p>
  const alarm = followed.matters[0] as Alarm | undefined
  if (!alarm) return <p className="nothing">{w('gone')}</p>
  const { response, condition } = alarm.state
  const isStanding = condition.kind === 'raised'
  return (
    <article className="alarm-detail" aria-label={w('title')}>
      <Head alarm={alarm} />
      {mayHandle && isStanding && (
        <div className="alarm-verbs">
          {response.kind !== 'acknowledged' && (
            <Press kind="primary" onPress={onAcknowledge}>
              {w('acknowledge')} <kbd>A</kbd>
            </Press>
          )}
          {response.kind === 'shelved' ? (
            <Press onPress={onUnshelve}>{w('unshelve')}</Press>
          ) : (
            <Press onPress={onShelve}>
              {w('shelve')} <kbd>S</kbd>
            </Press>
          )}
        </div>
      )}
      <Curve alarm={alarm} />
      <h3>{w('log')}</h3>
      <Log log={followed.log as readonly RecordedEvent<AlarmEvent>[]} alarm={alarm} />
      {mayHandle && <Comment id={id} followed={followed} />}
    </article>
  )
}

function Head({ alarm }: { alarm: Alarm }) {
  const w = useAlarmWords()
  const city = useCity()
  const name = useNames()
  const format = useFormat()
  const now = useNow(1_000)
  const { title, place } = useAlarmTitle()
  const { state } = alarm
  const metric = state.metric === undefined ? undefined : city.metric(state.metric)
  const since = state.condition.kind === 'raised' ? state.condition.since : undefined
  return (
    <header className="alarm-detail-head">
      <h2>
        <AlarmGlyph critical={state.severity === 'critical'} /> {title(alarm)}
      </h2>
      <p className="soft">
        {w(`severity.${state.severity}`)} · {place(alarm)} · {w(`rule.${state.rule.kind}`)}
        {state.rule.cause && ` · ${name(state.rule.cause.names)}`}
      </p>
      <h3>{w('why')}</h3>
      <p className="alarm-why">{whySentence(state.why, metric, { w, format, name })}</p>
      <p className="soft">
        {since !== undefined && (
          <>
            {w('since', { time: format.time(since) })} · {w('lasting', { span: format.span(Math.max(0, now - since)) })} ·{' '}
          </>
        )}
        {responseWords(alarm, w, format.time)}
        {state.raises > 1 && ` · ${w('raises', { n: state.raises })}`}
      </p>
      {state.response.kind === 'shelved' && state.response.reason !== undefined && (
        <p>{w('state.shelved.reason', { reason: state.response.reason })}</p>
      )}
    </header>
  )
}

const CURVE = { width: 420, height: 110 }

function Curve({ alarm: { state } }: { alarm: Alarm }) {
  const w = useAlarmWords()
  const city = useCity()
  const metric = state.metric === undefined ? undefined : city.metric(state.metric)
  const point = usePoint({ metric: state.metric ?? '', area: state.area, step: (metric?.period ?? 'PT1M') as Step })
  if (!metric) return null
  return (
    <figure className="alarm-curve">
      <figcaption className="soft">{w('curve.today')}</figcaption>
      <Spark metric={metric} point={point} {...CURVE} />
    </figure>
  )
}

function Log({ log, alarm }: { readonly log: readonly RecordedEvent<AlarmEvent>[]; readonly alarm: Alarm }) {
  const w = useAlarmWords()
  const city = useCity()
  const name = useNames()
  const format = useFormat()
  const metric = alarm.state.metric === undefined ? undefined : city.metric(alarm.state.metric)
  return (
    <ol className="rows">
      {log.toReversed().map(({ version, event }) => (
        <li key={version} className="alarm-log">
          <time className="fig soft" dateTime={new Date(event.at).toISOString()} title={format.seconds(event.at)}>
            {format.time(event.at)}
          </time>
          <span>{logSentence(event, metric, { w, format, name })}</span>
        </li>
      ))}
    </ol>
  )
}

function Comment({ id, followed }: { readonly id: string; readonly followed: Parameters<typeof useCommand>[0] }) {
  const w = useAlarmWords()
  const { command, send } = useCommand(followed)
  const [text, setText] = useState('')
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') void send('/api/alarms/comment', { id, text }).then((answer) => answer && setText(''))
      }}
    >
      <TextArea label={w('comment')} value={text} rows={2} maxLength={500} placeholder={w('comment.write')} onText={setText} />
      <CommandState command={command} />
      <div>
        <Press isSubmit isBusy={isUnderWay(command)}>
          {w('comment')}
        </Press>
      </div>
    </form>
  )
}
