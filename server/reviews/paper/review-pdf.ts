import type { AfterAction, OrderStatistics } from '#contract/after-action.ts'
import { CASUALTY_FIGURES } from '#contract/incident.ts'
import type { Names } from '#contract/names.ts'
import { momentWords, spanWords } from '../review-format.ts'
import { WORDS } from '../review-words.ts'
import { type Column, Paper } from './paper.ts'
import { HEADS } from './review-heads.ts'

export interface PdfParts {
  readonly language: keyof Names
  readonly timeZone: string
  readonly cityNames: Names
  /** What the metrics are called that decisions are judged by. */
  readonly metricNames: Readonly<Record<string, Names>>
  /** Words laid over every page; those of a drill. */
  readonly mark?: string
}

/** The report as PDF, with the characters it uses inside. The same report gives the same bytes. */
export async function reviewPdf(review: AfterAction, parts: PdfParts): Promise<Buffer> {
  const { language: lang, timeZone, cityNames } = parts
  const { incident } = review
  const say = (names: Names) => names[lang]
  const when = (at: number | undefined) => (at === undefined ? '–' : momentWords(at, timeZone))
  const span = (ms: number | undefined) => (ms === undefined ? '–' : spanWords(ms)[lang])
  const paper = new Paper({
    ...{ title: `${say(HEADS.title)} · ${incident.title}`, author: say(cityNames), at: new Date(review.at) },
    ...(parts.mark !== undefined && { mark: parts.mark }),
  })
  const table = (heads: readonly (readonly [Names, number])[], rows: readonly (readonly string[])[]) => {
    const columns: Column[] = heads.map(([names, share]) => ({ head: say(names), share }))
    return rows.length === 0 ? Promise.resolve(paper.write(say(HEADS.none), 'small')) : paper.table(columns, rows)
  }
  const statistics = ({ orders, medianDeliveredMs, medianAcknowledgedMs, medianDoneMs, ...counts }: OrderStatistics) => [
    ...[String(orders), span(medianDeliveredMs), span(medianAcknowledgedMs), span(medianDoneMs)],
    ...[counts.done, counts.failed, counts.refused, counts.returned, counts.overdue].map(String),
  ]

  paper.write(incident.title, 'title', 2)
  paper.write(`${say(cityNames)} · ${say(HEADS.title)} · ${incident.number}`, 'strong', 2)
  const state = incident.how === undefined ? HEADS.running : HEADS[incident.how]
  paper.write(`${say(state)} · ${say(HEADS.asOf)} ${when(review.at)} · ${say(HEADS.revision)} ${review.revision}`, 'small', 8)
  await table(
    [
      [HEADS.what, 2],
      [HEADS.value, 7],
    ],
    [
      [say(HEADS.class), say(WORDS.class[incident.class])],
      [say(HEADS.place), [say(incident.area), incident.place].filter(Boolean).join(' · ')],
      [say(HEADS.received), when(incident.receivedAt)],
      [say(HEADS.ended), when(incident.endedAt)],
      [say(HEADS.over), when(incident.overAt)],
      [say(HEADS.duration), span(incident.durationMs)],
      [say(HEADS.phase), review.phases.map(({ phase, from }) => `${say(WORDS.phase[phase])} ${when(from)}`).join('\n')],
      [say(HEADS.links), String(incident.links)],
    ],
  )

  paper.heading(say(HEADS.command))
  await table(
    [
      [HEADS.term, 1],
      [HEADS.commander, 3],
      [HEADS.from, 3],
      [HEADS.to, 3],
    ],
    review.commanders.map(({ term, name, from, to }) => [String(term), name, when(from), when(to)]),
  )
  paper.heading(say(HEADS.levels))
  await table(
    [
      [HEADS.field, 1.2],
      [HEADS.level, 2],
      [HEADS.from, 2.2],
      [HEADS.to, 2.2],
      [HEADS.reason, 4],
    ],
    review.levels.map(({ field, level, from, to, by, reason }) => [
      ...[say(WORDS.field[field]), say(WORDS.level[level]), when(from), when(to), `${by}: ${reason}`],
    ]),
  )
  paper.heading(say(HEADS.deadlines))
  await table(
    [
      [HEADS.deadline, 4],
      [HEADS.due, 2.4],
      [HEADS.met, 2.4],
      [HEADS.outcome, 2],
    ],
    review.deadlines.map(({ names, dueAt, metAt, outcome, lateMs }) => [
      ...[say(names), when(dueAt), when(metAt)],
      [say(WORDS.deadline[outcome]), ...(lateMs === undefined ? [] : [span(lateMs)])].join(' '),
    ]),
  )
  paper.heading(say(HEADS.reports))
  await table(
    [
      [HEADS.no, 0.8],
      [HEADS.report, 2.4],
      [HEADS.to, 4],
      [HEADS.when, 2.6],
      [HEADS.unknown, 1.4],
    ],
    review.reports.map(({ no, kind, mode, to, at, unknown }) => [
      ...[String(no), `${say(WORDS.report[kind])} ${say(WORDS.mode[mode])}`, to, when(at), String(unknown)],
    ]),
  )
  paper.heading(say(HEADS.statistics))
  await table(
    [
      [HEADS.addressee, 4],
      [HEADS.orders, 1],
      [HEADS.medianDelivered, 1.6],
      [HEADS.medianAcknowledged, 1.6],
      [HEADS.medianDone, 1.6],
      [HEADS.done, 1],
      [HEADS.failed, 1],
      [HEADS.refused, 1],
      [HEADS.returned, 1],
      [HEADS.overdue, 1],
    ],
    [
      ...review.byAddressee.map((one) => [say(one.to), ...statistics(one.statistics)]),
      ...(review.byAddressee.length > 0 ? [[say(HEADS.all), ...statistics(review.statistics)]] : []),
    ],
  )
  paper.heading(say(HEADS.orderList))
  await table(
    [
      [HEADS.no, 0.8],
      [HEADS.order, 4],
      [HEADS.addressee, 2.6],
      [HEADS.when, 2.4],
      [HEADS.took, 1.6],
      [HEADS.stage, 1.6],
    ],
    review.orders.map(({ seq, title, to, issuedAt, doneMs, stage, isOverdue }) => [
      ...[seq === undefined ? '–' : String(seq), title, say(to), when(issuedAt), span(doneMs)],
      `${say(WORDS.stage[stage])}${isOverdue ? ` · ${say(HEADS.overdue)}` : ''}`,
    ]),
  )
  paper.heading(say(HEADS.decisions))
  await table(
    [
      [HEADS.question, 3],
      [HEADS.decided, 3],
      [HEADS.consulted, 2.4],
      [HEADS.outcome, 3],
    ],
    review.decisions.map((one) => [
      one.question,
      one.option === undefined
        ? say(WORDS.decision[one.stage])
        : `${one.option}\n${one.decidedBy} ${when(one.decidedAt)}${one.lateMs === undefined ? '' : ` · ${say(HEADS.late)} ${span(one.lateMs)}`}`,
      [
        `${say(HEADS.agreed)} ${one.agreed.length}`,
        `${say(HEADS.disagreed)} ${one.disagreed.length}`,
        `${say(HEADS.silent)} ${one.silent.length}`,
      ].join(' · '),
      outcomeWords(one, parts),
    ]),
  )
  paper.heading(say(HEADS.casualties))
  await table(
    [
      [HEADS.version, 0.8],
      ...CASUALTY_FIGURES.map((figure) => [WORDS.figure[figure], 0.9] as const),
      [HEADS.source, 2],
      [HEADS.when, 2.4],
    ],
    review.casualties.map(({ version, figures, source, asOf }) => [
      String(version),
      ...CASUALTY_FIGURES.map((figure) => (figures[figure] === null ? say(HEADS.unverified) : String(figures[figure]))),
      ...[source, when(asOf)],
    ]),
  )
  paper.heading(say(HEADS.resources))
  await table(
    [
      [HEADS.resource, 3],
      [HEADS.order, 3],
      [HEADS.from, 2.4],
      [HEADS.to, 2.4],
    ],
    review.resources.map(({ resource, orderTitle, from, to }) => [resource.name ?? resource.id, orderTitle, when(from), when(to)]),
  )
  paper.heading(say(HEADS.warnings))
  await table(
    [
      [HEADS.headline, 5],
      [HEADS.from, 2.4],
      [HEADS.to, 2.4],
    ],
    review.warnings.map(({ headline, from, to }) => [say(headline), when(from), when(to)]),
  )
  paper.heading(say(HEADS.timeline))
  await table(
    [
      [HEADS.when, 2.2],
      [HEADS.happened, 8],
    ],
    review.timeline.map(({ at, words }) => [momentWords(at, timeZone, true), say(words)]),
  )
  return paper.bytes(`${say(HEADS.title)} · ${incident.number} · ${say(HEADS.revision)} ${review.revision}`)
}

function outcomeWords({ followUp, score }: AfterAction['decisions'][number], { language, metricNames }: PdfParts): string {
  if (!followUp) return HEADS.unmeasured[language]
  const { metric, direction, target } = followUp
  const asked = `${metricNames[metric]?.[language] ?? metric} ${WORDS.direction[direction][language]} ${target}`
  if (!score) return asked
  const figure = score.point?.value
  return `${asked}\n${WORDS.score[score.outcome][language]}${figure === null || figure === undefined ? '' : ` (${figure})`}`
}
