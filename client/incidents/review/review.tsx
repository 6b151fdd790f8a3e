import type { ReactNode } from 'react'
import type { AfterAction, OrderStatistics } from '#contract/after-action.ts'
import { CASUALTY_FIGURES } from '#contract/incident.ts'
import { useRead } from '../../access/use-read.ts'
import { useTrialNames } from '../../access/use-trial-names.ts'
import { Glyph } from '../../design/glyph.tsx'
import { useFormat, useNames, usePlace, useUiLanguage } from '../../state/hooks.ts'
import { useDecisionWords } from '../decisions/use-decision-words.ts'
import { useFigureWords } from '../decisions/use-figure-words.ts'
import { useRefusalWords } from '../parts/command-state.tsx'
import { Fact } from '../parts/fact.tsx'
import { useWords } from '../use-words.ts'
import { LevelBands } from './level-bands.tsx'
import { pastAddress } from './past-address.ts'
import { useReviewWords } from './use-review-words.ts'

/** The after-action report of one incident, as the server composes it from the record. */
export function Review({ id }: { readonly id: string }) {
  const w = useReviewWords()
  const refusal = useRefusalWords()
  const named = useTrialNames()
  const { reading } = useRead<AfterAction>(`/api/incidents/${id}/after-action`)
  if (reading.kind === 'loading') return <p className="nothing hatched">{w('reading')}</p>
  if (reading.kind === 'refused') return <p className="nothing">{refusal(reading.refusal.code)}</p>
  return <Report review={named(reading.body)} />
}

function Report({ review }: { readonly review: AfterAction }) {
  const w = useReviewWords()
  const words = useWords()
  const name = useNames()
  const format = useFormat()
  const lang = useUiLanguage() === 'zh' ? 'zh' : 'en'
  const { begin } = usePlace()
  const { incident } = review
  const file = (form: string) => `/api/incidents/${incident.id}/${form}?asOf=${review.revision}&lang=${lang}`
  return (
    <article className="review">
      <header className="review-head">
        <div>
          <h2>
            <button type="button" className="phase-press" onClick={() => begin(`incidents/${incident.id}`)}>
              {incident.title}
            </button>
          </h2>
          <p className="soft">
            {words(`class.${incident.class}`)} · {name(incident.area)}
            {incident.place !== undefined && ` · ${incident.place}`} · {incident.number} ·{' '}
            {incident.how === undefined ? w('running') : w(`how.${incident.how}`)}
          </p>
        </div>
        <span className="push" />
        <a className="press press-plain" href={file('after-action.pdf')} download>
          {w('pdf')}
        </a>
        <a className="press press-plain" href={file('situation-report.xml')} download>
          {w('sitrep')}
        </a>
      </header>
      <p className="soft review-as-of">
        {w('as-of', { time: `${format.date(review.at)} ${format.seconds(review.at)}`, revision: review.revision })}
      </p>
      <dl className="review-facts">
        <Fact name={w('received')}>
          {format.date(incident.receivedAt)} {format.time(incident.receivedAt)}
        </Fact>
        <Fact name={w('lasted')}>{format.span(incident.durationMs)}</Fact>
        <Fact name={w('orders')}>{review.statistics.orders}</Fact>
        <Fact name={w('orders.overdue')}>{review.statistics.overdue}</Fact>
        <Fact name={w('deadlines')}>
          {review.deadlines.filter(({ outcome }) => outcome === 'met').length}/{review.deadlines.length}
        </Fact>
      </dl>
      <LevelBands review={review} />
      <div className="review-columns">
        <div>
          <Deadlines review={review} />
          <Orders review={review} />
          <Decisions review={review} />
          <Casualties review={review} />
          <Used review={review} />
        </div>
        <Timeline review={review} />
      </div>
    </article>
  )
}

function Part({
  title,
  none,
  children,
}: {
  readonly title: string
  readonly none?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <section className="review-part" aria-label={title}>
      <h3>{title}</h3>
      {none === undefined ? children : <p className="nothing">{none}</p>}
    </section>
  )
}

function Deadlines({ review: { deadlines } }: { readonly review: AfterAction }) {
  const w = useReviewWords()
  const name = useNames()
  const format = useFormat()
  return (
    <Part title={w('deadlines')} none={deadlines.length === 0 ? w('deadlines.none') : undefined}>
      <ul className="review-rows">
        {deadlines.map(({ id, names, dueAt, metAt, outcome, lateMs }) => (
          <li key={id}>
            <span>{name(names)}</span>
            <span className="soft fig">
              {format.time(dueAt)} → {metAt === undefined ? '–' : format.time(metAt)}
            </span>
            <span className={outcome === 'met' || outcome === 'running' ? '' : 'strong'}>
              <Glyph kind={outcome === 'met' ? 'live' : outcome === 'running' ? 'late' : 'fault'} />{' '}
              {w(`outcome.${outcome}`, { late: lateMs === undefined ? '' : format.span(lateMs) })}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Orders({ review: { byAddressee, statistics } }: { readonly review: AfterAction }) {
  const w = useReviewWords()
  const name = useNames()
  const format = useFormat()
  const span = (ms: number | undefined) => (ms === undefined ? '–' : format.span(ms))
  const row = (one: OrderStatistics) => (
    <>
      <td className="fig">{one.orders}</td>
      <td className="fig">{span(one.medianDeliveredMs)}</td>
      <td className="fig">{span(one.medianAcknowledgedMs)}</td>
      <td className="fig">{span(one.medianDoneMs)}</td>
      <td className="fig">{one.done}</td>
      <td className="fig">{one.failed + one.refused}</td>
      <td className="fig">{one.returned}</td>
      <td className={one.overdue > 0 ? 'fig strong' : 'fig'}>{one.overdue}</td>
    </>
  )
  return (
    <Part title={w('orders')} none={byAddressee.length === 0 ? w('orders.none') : undefined}>
      <div className="review-wide">
        <table className="review-table">
          <thead>
            <tr>
              <th scope="col">{w('orders.by')}</th>
              {(['n', 'delivered', 'acknowledged', 'done-in', 'done'] as const).map((head) => (
                <th key={head} scope="col">
                  {w(`orders.${head}`)}
                </th>
              ))}
              <th scope="col">{w('orders.not-done')}</th>
              <th scope="col">{w('orders.returned')}</th>
              <th scope="col">{w('orders.overdue')}</th>
            </tr>
          </thead>
          <tbody>
            {byAddressee.map(({ to, statistics: own }) => (
              <tr key={to.zh}>
                <th scope="row">{name(to)}</th>
                {row(own)}
              </tr>
            ))}
            <tr>
              <th scope="row">{w('orders.all')}</th>
              {row(statistics)}
            </tr>
          </tbody>
        </table>
      </div>
    </Part>
  )
}

function Decisions({ review: { decisions } }: { readonly review: AfterAction }) {
  const w = useReviewWords()
  const d = useDecisionWords()
  const format = useFormat()
  const figures = useFigureWords()
  return (
    <Part title={w('decisions')} none={decisions.length === 0 ? w('decisions.none') : undefined}>
      <ul className="review-decisions">
        {decisions.map((one) => (
          <li key={one.id}>
            <span className="strong">{one.question}</span>
            <span>
              {one.option ?? d(`stage.${one.stage}`)}
              {one.decidedBy !== undefined && one.decidedAt !== undefined && (
                <span className="soft"> · {d('decided', { name: one.decidedBy, time: format.time(one.decidedAt) })}</span>
              )}
              {one.lateMs !== undefined && (
                <span className="strong"> · {d('decided.late', { late: format.span(one.lateMs) })}</span>
              )}
            </span>
            <span className="soft">
              {w('decisions.consulted', { agreed: one.agreed.length, disagreed: one.disagreed.length, silent: one.silent.length })}{' '}
              · {one.followUp ? figures.followUp(one.followUp) : d('score.none')}
            </span>
            {one.score && (
              <span className="strong">
                <Glyph kind={one.score.outcome === 'met' ? 'live' : one.score.outcome === 'missed' ? 'fault' : 'silent'} />{' '}
                {d(`score.${one.score.outcome}`)} {one.score.point && figures.point(one.score.point)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Casualties({ review: { casualties } }: { readonly review: AfterAction }) {
  const w = useReviewWords()
  const words = useWords()
  const format = useFormat()
  return (
    <Part title={w('casualties')} none={casualties.length === 0 ? w('casualties.none') : undefined}>
      <ul className="review-rows is-numbered">
        {casualties.map(({ version, figures, source, asOf }) => (
          <li key={version}>
            <span className="fig">{version}</span>
            <span>
              {CASUALTY_FIGURES.filter((figure) => figures[figure] !== null)
                .map((figure) => `${words(`figure.${figure}`)} ${figures[figure]}`)
                .join(' · ') || words('unknown')}
            </span>
            <span className="soft">
              {source} <span className="fig">{format.time(asOf)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Used({ review: { resources, warnings, commanders } }: { readonly review: AfterAction }) {
  const w = useReviewWords()
  const name = useNames()
  const format = useFormat()
  const held = (from: number, to: number | undefined) =>
    w('resources.held', { from: format.time(from), to: to === undefined ? w('now') : format.time(to) })
  return (
    <>
      <Part title={w('resources')} none={resources.length === 0 ? w('resources.none') : undefined}>
        <ul className="review-rows">
          {resources.map(({ resource, order, orderTitle, from, to }) => (
            <li key={`${resource.id}/${order}`}>
              <span>{resource.name ?? resource.id}</span>
              <span className="soft">{orderTitle}</span>
              <span className="fig">{held(from, to)}</span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={w('warnings')} none={warnings.length === 0 ? w('warnings.none') : undefined}>
        <ul className="review-rows">
          {warnings.map(({ id, headline, from, to, isOwn }) => (
            <li key={id}>
              <span>{name(headline)}</span>
              <span className="soft">{isOwn && w('warnings.own')}</span>
              <span className="fig">{held(from, to)}</span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={w('command')}>
        <ul className="review-rows">
          {commanders.map(({ term, name: who, from, to }) => (
            <li key={term}>
              <span>{who}</span>
              <span className="soft">{w('command.term', { n: term })}</span>
              <span className="fig">{held(from, to)}</span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  )
}

/** What happened, oldest first; each time leads to the city as it was then. */
function Timeline({ review: { timeline, incident } }: { readonly review: AfterAction }) {
  const w = useReviewWords()
  const name = useNames()
  const format = useFormat()
  return (
    <section className="review-part" aria-label={w('timeline')}>
      <h3>
        {w('timeline')} <span className="soft">{w('timeline.count', { n: timeline.length })}</span>
      </h3>
      <ol className="review-timeline">
        {timeline.map(({ at, revision, kind, id, type, words }) => (
          <li key={`${revision}/${kind}/${id}/${type}/${words.zh}`}>
            <a
              className="fig"
              href={pastAddress(location.href, incident.id, at)}
              title={w('timeline.then', { time: `${format.date(at)} ${format.seconds(at)}` })}
            >
              <time dateTime={new Date(at).toISOString()}>{format.seconds(at)}</time>
            </a>
            <span>{name(words)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
