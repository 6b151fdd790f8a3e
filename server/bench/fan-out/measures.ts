/** What the benches of the fan-out measure, in the words in which the page calls it. */
export const MEASURES = {
  cpu: 'CPU of the server for each patch read',
  p50: 'said to read, p50',
  p99: 'said to read, p99',
  memory: 'memory of the server for each socket',
} as const
