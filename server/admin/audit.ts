import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Refusal } from '#contract/errors.ts'
import { ANCHORS_FOLDER, NEWEST_ANCHOR } from '../access/audit/anchor.ts'
import { anchorAudit } from '../access/audit/audit-anchors.ts'
import { PostgresAuditLog } from '../access/audit/postgres-audit-log.ts'
import { KEPT_DAYS, pruneAudit } from '../access/audit/prune-audit.ts'
import { loadSigningKey } from '../access/audit/signing-key.ts'
import { type Verification, verifyAudit } from '../access/audit/verify-audit.ts'
import { loadCity } from '../city/load-city.ts'
import { systemClock } from '../clock/system-clock.ts'
import { type Database, openDatabase } from '../record/database.ts'
import type { Asked, Noun, Outcome, Tools } from './noun.ts'
import { operatorName } from './operator.ts'

/** The audit, for the person at the machine: whether it is whole, its anchors, and the one way out of it. */
export const audit: Noun = {
  usage: `
audit verify          checks every record, the head and every anchor, and names the first bad record; exit code 1 then
audit anchor          signs the audit as it is now, in a file of today
audit prune --before YYYY-MM-DD
                      drops records older than that day (${KEPT_DAYS} days at least) and leaves a signed stub in their place`,
  read: ([verb, ...rest]) => {
    switch (verb) {
      case 'verify':
      case 'anchor':
        if (rest.length > 0) return { mistake: `audit ${verb} takes no more words.` }
        return { work: verb === 'verify' ? verify : anchor }
      case 'prune':
        return readPrune(rest)
      default:
        return { mistake: `There is no command "${['audit', verb, ...rest].join(' ').trim()}".` }
    }
  },
}

async function verify({ record, config }: Tools): Promise<Outcome> {
  const found = await verified(record.database, config.dataDir)
  return found.flaw ? { refusal: flawLine(found.flaw) } : { answer: wholeLine(found), remark: found.remarks.join('\n') }
}

/** Shows how far it has come, on a terminal and of a chain that takes long. */
async function verified(database: Database, dataDir: string): Promise<Verification> {
  const key = await loadSigningKey(dataDir)
  const onProgress = (done: number, of: number) => {
    if (done < of) process.stderr.write(`${done} of ${of} records\n`)
  }
  return verifyAudit({ database, dataDir, key, now: systemClock.now, onProgress })
}

function wholeLine({ from, to, rows, anchors }: Verification): string {
  const records = rows === 0 ? 'there is no record yet' : `records ${from} to ${to}`
  return `The audit is whole: ${records}, held against ${anchors} ${anchors === 1 ? 'anchor' : 'anchors'}.`
}

function flawLine({ seq, sentence }: { readonly seq: number | undefined; readonly sentence: string }): string {
  return seq === undefined
    ? `The audit is not whole. ${sentence}`
    : `The audit is not whole: the first bad record is ${seq}. ${sentence}`
}

async function anchor({ record, config }: Tools): Promise<Outcome> {
  const { catalogue } = await loadCity(config.city)
  const key = await loadSigningKey(config.dataDir)
  const { timeZone } = catalogue.city
  const made = await anchorAudit({ database: record.database, dataDir: config.dataDir, key, timeZone }, systemClock.now())
  const path = (file: string) => join(config.dataDir, ANCHORS_FOLDER, file)
  if (made.kind === 'contradicted')
    return { refusal: `The audit is not what ${path(made.file)} was signed over; keep that file, and run: audit verify` }
  return { answer: path(made.file), remark: `Signed over ${made.anchor.seq} records; ${NEWEST_ANCHOR} beside it says the same.` }
}

function readPrune(args: readonly string[]): Asked {
  const day = readBefore(args)
  if (day === undefined) return { mistake: 'audit prune needs --before YYYY-MM-DD: the first day that is kept.' }
  return { work: (tools) => prune(tools, day) }
}

function readBefore(args: readonly string[]): number | undefined {
  try {
    const { before = '' } = parseArgs({ args: [...args], options: { before: { type: 'string' } } }).values
    const at = /^\d{4}-\d{2}-\d{2}$/.test(before) ? Date.parse(`${before}T00:00:00Z`) : Number.NaN
    return Number.isNaN(at) ? undefined : at
  } catch {
    return undefined
  }
}

/** As the owner of the table: the server's own role could not. */
async function prune({ record, config }: Tools, before: number): Promise<Outcome> {
  const { dataDir } = config
  const key = await loadSigningKey(dataDir)
  const database = openDatabase(record.ownerUrl)
  try {
    const found = await verified(database, dataDir)
    if (found.flaw) return { refusal: `${flawLine(found.flaw)} Nothing was dropped.` }
    const actor = { kind: 'operator', name: operatorName() } as const
    const rows = await database.transaction((tx) =>
      pruneAudit({ tx, audit: new PostgresAuditLog(), key, actor, now: systemClock.now() }, before),
    )
    return { answer: String(rows), remark: rows === 0 ? 'No record is so old.' : 'Dropped; a signed stub stands in their place.' }
  } catch (fault) {
    if (fault instanceof Refusal) return { refusal: fault.detail }
    throw fault
  } finally {
    await database.close()
  }
}
