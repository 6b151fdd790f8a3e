/**
 * What can be measured, by which program, and what its first sentence says; `docs/performance.md` lists them in this order.
 * `npm run bench -- NAME` runs one.
 */
export const BENCHES = {
  'roll-up': { file: 'roll-up.ts', says: 'rows through gate and roll-up with the record in memory, against parsing them as JSON' },
  'fan-out': { file: 'fan-out/fan-out.ts', says: 'patches to many screens, against `ws` broadcasting one buffer' },
  'fan-out-capacity': {
    file: 'fan-out/capacity.ts',
    says: 'patches to as many screens as one server carries, and as fast as they are read by one server and by two',
  },
  'fan-out-peer': { file: 'fan-out/beside-peer.ts', says: 'patches to many screens, against a dashboard of Node-RED' },
  ingest: {
    file: 'ingest/ingest.ts',
    says: 'observations through the HTTP door into the record and its points, against a bare binary COPY of the same rows',
  },
  scale: {
    file: 'scale/scale.ts',
    says: 'CPU, memory and delay of a whole server by towns, metrics, rate and screens, against today’s city',
  },
  public: {
    file: 'public/public.ts',
    says: 'the newest published block for everybody: its bytes and what an answer costs, against a bare server of as many bytes',
  },
  history: { file: 'past/history.ts', says: 'a series of the past against how much is retained, against one point by its key' },
  'as-known-then': {
    file: 'past/as-known-then.ts',
    says: 'the same as it was known at the time, against how much is retained and one point by its key',
  },
  replay: {
    file: 'past/replay.ts',
    says: 'ten minutes of the past told again, against how much is retained and one point by its key',
  },
  entities: { file: 'entities.ts', says: '10,000 things moving once a second: in, on disk and in a frame, against plain JSON' },
  orders: { file: 'orders/orders.ts', says: 'orders from the press of the button to five hundred phones, beside a plain answer' },
  cases: { file: 'cases.ts', says: 'lists, numbers and points among 100,000 cases, against one line by its key and no index' },
  glass: {
    file: '../../e2e/bench/glass.ts',
    says: 'from observed to painted in a real browser, and what it costs the browser, against a bare page',
  },
  bundle: { file: '../../e2e/bench/bundle.ts', says: 'what the first view of each display fetches, against the same unpacked' },
  start: {
    file: '../../e2e/bench/start.ts',
    says: 'from the command to addresses and to a live figure on a desk, against the database alone',
  },
  memory: { file: '../../e2e/bench/memory.ts', says: 'resident memory of the server by its series, against one without any' },
} as const satisfies Record<string, { readonly file: string; readonly says: string }>

export type BenchName = keyof typeof BENCHES

export function isBenchName(name: string): name is BenchName {
  return Object.hasOwn(BENCHES, name)
}
