import { spawnSync } from 'node:child_process'

/**
 * Asks npm's advisory service for flaws known in what the product is built from. Exit code 1 when there is one of level
 * high or critical. Where the service cannot be asked the answer is "unknown", said plainly, and nothing is held up: a
 * machine without it has not become less safe, and must not be told that it is safe either.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
})
const answer = parsed(stdout)
const counts = answer?.metadata?.vulnerabilities

if (!counts) {
  const why = answer?.message ?? answer?.error?.summary ?? 'it gave no answer'
  console.log(`Known flaws in dependencies: unknown. The advisory service could not be asked: ${firstLine(why)}`)
  console.log('Run this again where it can be reached: npm run audit:dependencies')
} else {
  const grave = (counts.high ?? 0) + (counts.critical ?? 0)
  const lesser = (counts.total ?? 0) - grave
  console.log(`Known flaws in dependencies: ${grave} high or critical, ${lesser} lesser.`)
  for (const { name, severity, range } of Object.values(answer.vulnerabilities ?? {}))
    if (severity === 'high' || severity === 'critical') console.log(`  ${severity}: ${name} ${range}`)
  process.exitCode = grave > 0 ? 1 : 0
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Without the address of the service: which registry a machine uses is its own business. */
function firstLine(text) {
  return String(text)
    .split('\n')[0]
    .replace(/ - [A-Z]+ \S+/, '')
    .replace(/https?:\S+/g, '…')
}
