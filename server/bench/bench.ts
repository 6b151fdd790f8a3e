import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BENCHES, isBenchName } from './benches.ts'
import { writePage } from './result/recorded-results.ts'

const [name = '', ...options] = process.argv.slice(2)
const LAY_PAST = 'past/lay-past.ts'
const file = isBenchName(name) ? BENCHES[name].file : name === 'lay-past' ? LAY_PAST : undefined
if (name === 'page') writePage()
else if (file !== undefined && options.includes('--help'))
  process.stdout.write(`${firstComment(join(import.meta.dirname, file))}\n`)
else if (file !== undefined) {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...options], { stdio: 'inherit' })
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
} else {
  const list = Object.entries(BENCHES).map(([known, { says }]) => `  ${known.padEnd(14)} ${says}\n`)
  const usage = `npm run bench -- NAME [--json] [--record], or NAME --help\n\n${list.join('')}
  page           writes docs/performance.md from what is recorded
  lay-past       lays the records that the benches of the past ask down in --kept FOLDER\n`
  process.stderr.write(name === '' ? usage : `There is no bench "${name}".\n\n${usage}`)
  process.exitCode = 1
}

/** What a program says of itself and its options, in the comment it begins with. */
function firstComment(program: string): string {
  const comment = /^\/\*\*?(.*?)\*\//s.exec(readFileSync(program, 'utf8'))?.[1] ?? ''
  return comment.replaceAll(/^ *\* ?/gm, '').trim()
}
