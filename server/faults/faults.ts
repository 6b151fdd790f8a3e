import { parseArgs } from 'node:util'
import { FAULTS, type Fault, LONG_FORM } from './fault-list.ts'
import { type ProofResult, runProof } from './run-proofs.ts'

/** Longest time for one proof, in ms: a hang still ends. In its long form fault 1 kills two hundred times, twice over. */
const SHORT_LIMIT_MS = 10 * 60_000
const LONG_LIMIT_MS = 4 * 3_600_000

const USAGE = `npm run faults [-- NUMBER…] [--long] [--json] [--list]

  Does to the product what may happen to it, on this machine alone, and says what was done, what was promised, what was seen.
  NUMBER…  only these of the ${FAULTS.length} faults
  --long   as often and as long as the promises say (200 kills, 5 minutes of a slow wall, 72 hours of everything in the time of the city)
  --json   one line of JSON for each fault
  --list   only what they are
`

/** What became of one fault. */
interface FaultResult {
  readonly fault: Fault
  readonly outcome: 'kept' | 'broken' | 'not built'
  readonly proofs: readonly ProofResult[]
}

async function main(): Promise<number> {
  const asked = readArguments()
  if (typeof asked === 'string') {
    process.stderr.write(`${asked}\n\n${USAGE}`)
    return 1
  }
  const { faults, isLong, isJson, isList } = asked
  if (isList) {
    for (const { number, name } of faults) process.stdout.write(`${String(number).padStart(2)}  ${name}\n`)
    return 0
  }
  const results: FaultResult[] = []
  for (const fault of faults) {
    if (!isJson)
      process.stdout.write(`fault ${fault.number} · ${fault.name}\n  done      ${fault.done}\n  promised  ${fault.promised}\n`)
    const result = await seenOf(fault, isLong)
    results.push(result)
    process.stdout.write(isJson ? `${JSON.stringify(jsonOf(result))}\n` : `${seenLines(result)}\n\n`)
  }
  if (!isJson) process.stdout.write(`${sumOf(results)}\n`)
  return results.some(({ outcome }) => outcome === 'broken') ? 1 : 0
}

function readArguments() {
  try {
    const options = { long: { type: 'boolean' }, json: { type: 'boolean' }, list: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const unknown = positionals.find((word) => !FAULTS.some(({ number }) => String(number) === word))
    if (unknown !== undefined) return `There is no fault ${unknown}; they are numbered from 1 to ${FAULTS.length}.`
    const faults = FAULTS.filter(({ number }) => positionals.length === 0 || positionals.includes(String(number)))
    return { faults, isLong: values.long === true, isJson: values.json === true, isList: values.list === true }
  } catch (fault) {
    return (fault as Error).message
  }
}

async function seenOf(fault: Fault, isLong: boolean): Promise<FaultResult> {
  const proofs: ProofResult[] = []
  for (const proof of fault.proofs)
    proofs.push(...(await runProof(proof, isLong ? LONG_FORM : {}, isLong ? LONG_LIMIT_MS : SHORT_LIMIT_MS)))
  const outcome = fault.missing !== undefined ? 'not built' : proofs.every(({ isKept }) => isKept) ? 'kept' : 'broken'
  return { fault, outcome, proofs }
}

function seenLines({ fault, outcome, proofs }: FaultResult): string {
  if (outcome === 'not built') return `  seen      not built: ${fault.missing}`
  return proofs
    .flatMap(({ test, isKept, ms, seen, why }) => [
      `${isKept ? '✓' : '✗'} ${test} (${(ms / 1000).toFixed(1)} s)`,
      ...seen.map((sentence) => `    ${sentence}`),
      ...(why === undefined ? [] : [`    ${why}`]),
    ])
    .map((line, index) => `${index === 0 ? '  seen      ' : '            '}${line}`)
    .join('\n')
}

function jsonOf({ fault: { number, name, done, promised, missing }, outcome, proofs }: FaultResult) {
  return { number, name, done, promised, outcome, ...(missing !== undefined && { missing }), seen: proofs }
}

function sumOf(results: readonly FaultResult[]): string {
  const of = (wanted: FaultResult['outcome']) =>
    results.filter(({ outcome }) => outcome === wanted).map(({ fault }) => fault.number)
  const [kept, broken, missing] = [of('kept'), of('broken'), of('not built')]
  return [
    `${kept.length} of ${results.length} promises kept`,
    ...(broken.length > 0 ? [`broken: ${broken.join(', ')}`] : []),
    ...(missing.length > 0 ? [`not built: ${missing.join(', ')}`] : []),
  ].join('; ')
}

process.exitCode = await main()
