/** A test that shows what the product does under a fault: the beginnings of its tests' names, in a file of the repository. */
export interface Proof {
  readonly file: string
  readonly tests: readonly string[]
}

/** Something that goes wrong around the product, what is promised then, and where that is shown. */
export interface Fault {
  readonly number: number
  readonly name: string
  /** What is done to the product. */
  readonly done: string
  readonly promised: string
  readonly proofs: readonly Proof[]
  /** Why there is no proof; set exactly where there is none. */
  readonly missing?: string
}

const FIGURES_SURVIVE = 'server/run/run-server.integration.test.ts'
const ORDERS_SURVIVE = 'server/orders/orders-survive.integration.test.ts'
const ORDERS = 'server/orders/orders.integration.test.ts'
const INCIDENTS = 'server/incidents/incidents.integration.test.ts'
const GATE = 'server/hub/gate.test.ts'
const HUB = 'server/hub/hub.test.ts'
const HUB_ROLL_UP = 'server/hub/hub-roll-up.test.ts'
const HUB_TROUBLE = 'server/hub/hub-trouble.test.ts'
const HUB_PROPERTY = 'server/hub/hub.property.test.ts'
const CLUSTER = 'server/cluster/cluster.integration.test.ts'
const LOST_LEADER = 'server/faults/lost-leader.fault.test.ts'

/** The faults the product is judged by, each with its promise. `npm run faults` does them, one by one or all. */
export const FAULTS: readonly Fault[] = [
  {
    number: 1,
    name: 'killed between commit and answer',
    done: 'kill -9 of the server, and of its database, at random moments while orders and figures come in',
    promised: 'no order and no figure that was acknowledged is lost, none has an effect twice',
    proofs: [
      { file: ORDERS_SURVIVE, tests: ['loses no order it acknowledged'] },
      { file: FIGURES_SURVIVE, tests: ['loses nothing acknowledged in'] },
    ],
  },
  {
    number: 2,
    name: 'the first of several servers dies',
    done: 'kill -9 of the server that leads, with five hundred screens connected',
    promised: 'another leads; 99 % of screens are back within 5 s, nothing acknowledged is lost',
    proofs: [
      { file: CLUSTER, tests: ['has another leader when the leader is killed', 'takes a row in once that was handed'] },
      { file: LOST_LEADER, tests: ['when the leader is killed'] },
    ],
  },
  {
    number: 3,
    name: 'a server that slept and comes back',
    done: 'SIGSTOP of the server that leads for 30 s, then SIGCONT',
    promised: 'what it still wants to write is refused; the logs are identical afterwards',
    proofs: [
      { file: CLUSTER, tests: ['refuses what a leader that stood still'] },
      { file: LOST_LEADER, tests: ['when the leader stands still'] },
    ],
  },
  {
    number: 4,
    name: 'two servers that do not see each other',
    done: 'the line between two servers, both alive, is cut, with five hundred screens connected',
    promised: 'at most one takes orders; the other says that it only reads; screens agree when the line is whole again',
    proofs: [
      { file: CLUSTER, tests: ['shows on the screens of every server', 'lets only one side of a partition'] },
      { file: 'server/faults/partition.fault.test.ts', tests: ['of two servers that'] },
    ],
  },
  {
    number: 5,
    name: 'a wall that hardly reads',
    done: 'one screen reads a byte a second beside many that read as they should',
    promised: 'memory for it is bounded, the others do not notice, and it ends on the newest figures',
    proofs: [
      { file: 'server/live/protocol-pace.test.ts', tests: ['[P47]', '[P48]', '[P51]'] },
      { file: 'server/faults/slow-wall.fault.test.ts', tests: ['a wall that reads'] },
    ],
  },
  {
    number: 6,
    name: 'everybody comes back at once',
    done: 'a thousand screens lose their line and return within two seconds',
    promised: 'at most one snapshot is computed for each view and second; all are consistent within 10 s',
    proofs: [
      { file: 'server/live/protocol-views.test.ts', tests: ['[P19]'] },
      { file: 'server/faults/reconnect-storm.fault.test.ts', tests: ['a thousand screens'] },
    ],
  },
  {
    number: 7,
    name: 'a cursor that is no good',
    done: 'resuming with another epoch, a revision too old, a revision from the future',
    promised: 'a snapshot is asked for; no gap, no crash',
    proofs: [{ file: 'server/live/protocol-resume.test.ts', tests: ['[P42]', '[P56]'] }],
  },
  {
    number: 8,
    name: 'a phone on a bad line',
    done: 'a line that breaks, waits 800 ms for every answer, and stands still for two seconds at a time',
    promised: '100 orders arrive exactly once and in their order',
    proofs: [
      { file: ORDERS_SURVIVE, tests: ['brings 100 orders in exactly once'] },
      { file: 'server/faults/bad-line.fault.test.ts', tests: ['a phone on a bad line'] },
    ],
  },
  {
    number: 9,
    name: 'a phone that was away for a day',
    done: 'twenty answers and orders, queued while the incident was closed, are sent at once',
    promised: 'each is accepted or refused by name; none is dropped in silence',
    proofs: [
      { file: ORDERS, tests: ['has each of its twenty queued'] },
      { file: 'client/state/outbox.test.ts', tests: [''] },
    ],
  },
  {
    number: 10,
    name: 'the disk is full',
    done: 'the database has no room when an order is written',
    promised: 'refused with 507; reading and figures go on; it works again without a restart',
    proofs: [
      { file: INCIDENTS, tests: ['takes no order, says so'] },
      { file: 'server/problem.test.ts', tests: ['tells a caller when the record is full'] },
    ],
  },
  {
    number: 11,
    name: 'torn and flipped bytes on the disk',
    done: 'the last page of the log is torn by a kill; a byte in the middle of a table is flipped',
    promised: 'the start drops what was never acknowledged and says so; a flipped byte is found and never shown',
    proofs: [{ file: 'server/faults/torn-files.fault.test.ts', tests: ['a log whose end', 'a byte that'] }],
  },
  {
    number: 12,
    name: 'clocks that jump',
    done: 'the clock goes an hour forward and back, past 2038, and over the change of a zone that has summer time',
    promised: 'revisions stay in order, no age is negative, nothing is live that is not',
    proofs: [
      { file: 'server/faults/clock-jumps.test.ts', tests: ['a clock'] },
      { file: INCIDENTS, tests: ['keeps its log in order when the clock'] },
    ],
  },
  {
    number: 13,
    name: 'a feed that stutters',
    done: 'rows three times over, twenty minutes out of order, two hours late, corrected',
    promised: 'totals equal those of a clean run to the last bit; what was corrected is kept both ways',
    proofs: [
      { file: HUB_PROPERTY, tests: ['shows exactly what a recount', 'gives the same bits'] },
      { file: HUB, tests: ['tells a figure once however often', 'shows the figure said last'] },
      { file: HUB_ROLL_UP, tests: ['re-opens the window of a late row'] },
    ],
  },
  {
    number: 14,
    name: 'values that are none',
    done: 'NaN, infinity, 1e999, -3, 1e308, text, null, a time a year ahead',
    promised: 'refused by code, the last good one is kept, the rest of the batch is taken in',
    proofs: [
      { file: GATE, tests: ['refuses with', 'never throws', 'names the value'] },
      { file: HUB, tests: ['keeps good rows beside bad ones'] },
    ],
  },
  {
    number: 15,
    name: 'a feed that falls silent',
    done: 'nothing comes for three periods',
    promised:
      'late, then silent, by the promise of the figure; never counted as zero; the city is partial and says how much it covers',
    proofs: [
      { file: HUB_ROLL_UP, tests: ['never takes a missing member for zero', 'shows a window without'] },
      { file: HUB_TROUBLE, tests: ['goes from live to late to silent'] },
    ],
  },
  {
    number: 16,
    name: 'a counter that begins anew',
    done: 'a running total ends at midnight; a count falls back to nothing',
    promised: 'a new day begins with nothing, not with zero; no negative rate and no spike is made of it',
    proofs: [
      { file: HUB_ROLL_UP, tests: ['begins a new day with nothing', 'takes late and corrected rows of earlier hours'] },
      { file: 'server/faults/counter-reset.test.ts', tests: ['a count'] },
    ],
  },
  {
    number: 17,
    name: 'a feed that changes its form',
    done: 'per mille for per cent, a new column, a renamed key, GBK, a byte order mark',
    promised: 'what does not fit is refused by code and counted for its source; nothing wrong is shown',
    proofs: [
      { file: GATE, tests: ['refuses with', 'ignores what it does not know'] },
      {
        file: 'server/sources/http/read-ndjson.test.ts',
        tests: ['takes off a byte order mark', 'rejects a line in GBK', 'refuses UTF-16'],
      },
    ],
  },
  {
    number: 18,
    name: 'two change one thing',
    done: 'two people change the level of one incident at the same moment',
    promised: 'one wins, the other is told the present level; both stand in the audit',
    proofs: [{ file: INCIDENTS, tests: ['change a level'] }],
  },
  {
    number: 19,
    name: 'two want one team',
    done: 'two orders take the same rescue team at the same moment',
    promised: 'the second is refused, or takes it on purpose with a reason that is written down',
    proofs: [{ file: ORDERS, tests: ['goes to one of two orders', 'is taken a second time only on purpose'] }],
  },
  {
    number: 20,
    name: 'a hundred reports of one thing',
    done: '100 near-duplicates in 90 s from four channels; two real incidents 300 m apart',
    promised: 'one incident with all hundred; two incidents stay two',
    proofs: [{ file: INCIDENTS, tests: ['a hundred in ninety seconds', 'two 300 metres apart'] }],
  },
  {
    number: 21,
    name: 'somebody who may not',
    done: 'every route and socket event with every kind of credential, expired and disabled ones included',
    promised: 'refused, within a second of being disabled; not one byte of what they may not see',
    proofs: [
      { file: 'server/access/guard/matrix.integration.test.ts', tests: [''] },
      { file: 'server/access/guard/endings.integration.test.ts', tests: [''] },
      { file: 'server/access/guard/fuzz.integration.test.ts', tests: ['no sequence of'] },
    ],
  },
  {
    number: 22,
    name: 'bodies and sockets that are an attack',
    done: '10 MB frames, 10,000 levels of JSON, __proto__, a flood from one socket, broken UTF-8, thousands of half-open sockets',
    promised: 'memory is bounded, the offender is cut off, the others are answered as before',
    proofs: [
      { file: 'server/access/hardening/bodies/tortured-bodies.integration.test.ts', tests: [''] },
      { file: 'server/access/hardening/bodies/tortured-sockets.integration.test.ts', tests: [''] },
      { file: 'server/live/protocol-pace.test.ts', tests: ['[P54]', '[P55]'] },
      { file: 'server/faults/half-open.fault.test.ts', tests: ['sockets that'] },
    ],
  },
  {
    number: 23,
    name: 'text that is a program',
    done: 'HTML, SVG, overrides of writing direction, formulas, external entities, bombs of gzip and XML, in every field',
    promised: 'it is text everywhere: nothing runs, no file is read, nothing grows',
    proofs: [
      { file: 'server/warnings/cap/cap.test.ts', tests: [''] },
      { file: 'server/access/audit/csv.test.ts', tests: [''] },
      { file: 'server/export/figures-csv.test.ts', tests: [''] },
      { file: 'server/sources/http/door.integration.test.ts', tests: ['refuses an array that is too large'] },
      { file: 'server/access/guard/matrix.integration.test.ts', tests: ['runs no script but its own'] },
    ],
  },
  {
    number: 24,
    name: 'somebody rewrites the audit',
    done: 'rows edited, deleted, reordered, cut off at the end, the chain computed anew',
    promised: 'verification names the first bad record; the anchor finds what was cut off',
    proofs: [{ file: 'server/access/audit/verify-audit.integration.test.ts', tests: [''] }],
  },
  {
    number: 25,
    name: 'days of everything',
    done: 'three days of a city at ten times its rate, with a fault every hour of its time',
    promised:
      'memory grows by less than 1 MB an hour; sums, revisions and acknowledged orders hold throughout; told again it is the same',
    proofs: [{ file: 'server/faults/soak.fault.test.ts', tests: ['a city at ten times'] }],
  },
]

/** What the long form asks of the tests: as often, and as long, as the promise says. */
export const LONG_FORM: Readonly<Record<string, string>> = {
  GUANLAN_KILLS: '200',
  GUANLAN_APART_SECONDS: '60',
  GUANLAN_SLOW_SECONDS: '300',
  GUANLAN_FREEZE_SECONDS: '30',
  GUANLAN_SOAK_HOURS: '72',
}
