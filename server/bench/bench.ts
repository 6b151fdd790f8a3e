import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { BENCHES, isBenchName } from './benches.ts'
import { writePage } from './result/recorded-results.ts'

const [name = '', ...options] = process.argv.slice(2)
if (name === 'page') writePage()
else if (isBenchName(name)) {
  const child = spawn(process.execPath, [join(import.meta.dirname, BENCHES[name].file), ...options], { stdio: 'inherit' })
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
} else {
  const list = Object.entries(BENCHES).map(([known, { says }]) => `  ${known.padEnd(14)} ${says}\n`)
  const usage = `npm run bench -- NAME [--json] [--record]\n\n${list.join('')}\n  page           writes docs/performance.md from what is recorded\n`
  process.stderr.write(name === '' ? usage : `There is no bench "${name}".\n\n${usage}`)
  process.exitCode = 1
}
