import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** What can be measured, and by which program. */
const BENCHES: Readonly<Record<string, { readonly file: string; readonly says: string }>> = {
  cases: { file: 'cases.ts', says: 'lists, numbers and points among 100,000 cases, against one line by its key and no index' },
  'fan-out': { file: 'fan-out/fan-out.ts', says: 'patches to many screens, against ws broadcasting one buffer' },
  entities: { file: 'entities.ts', says: '10,000 things moving once a second: in, on disk, and in a frame' },
  'roll-up': { file: 'roll-up.ts', says: 'rows through gate and roll-up, the record in memory' },
}

const [name, ...options] = process.argv.slice(2)
const bench = name === undefined ? undefined : BENCHES[name]
if (!bench) {
  const list = Object.entries(BENCHES).map(([known, { says }]) => `  ${known.padEnd(10)} ${says}\n`)
  process.stderr.write(
    `${name === undefined ? '' : `There is no bench "${name}".\n\n`}npm run bench -- NAME [--json]\n\n${list.join('')}`,
  )
  process.exitCode = 1
} else {
  const child = spawn(process.execPath, [join(import.meta.dirname, bench.file), ...options], { stdio: 'inherit' })
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
