import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ANCHORS_FOLDER } from '../access/audit/anchor.ts'
import { PostgresAuditLog } from '../access/audit/postgres-audit-log.ts'
import { loadSigningKey, SIGNING_KEY_FILE, type SigningKey } from '../access/audit/signing-key.ts'
import { type Verification, verifyAudit } from '../access/audit/verify-audit.ts'
import { loadCity } from '../city/load-city.ts'
import { systemClock } from '../clock/system-clock.ts'
import type { Config } from '../config/config.ts'
import { noteCityOfData } from '../open-record/city-of-data.ts'
import { claimRecord } from '../open-record/open-record.ts'
import { BackupFault } from '../record/backup/backup-fault.ts'
import type { BackupManifest } from '../record/backup/backup-form.ts'
import { readBackup } from '../record/backup/read-backup.ts'
import { type RestoredRecord, restoreBackup } from '../record/backup/restore-backup.ts'
import type { Transaction } from '../record/database.ts'
import { startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { givenFile } from './backup.ts'
import type { Noun, Outcome } from './noun.ts'
import { operatorName } from './operator.ts'
import { Progress } from './progress.ts'
import { secretFiles, secretLines } from './secret-files.ts'
import { sizeOf } from './size-of.ts'

/** A record from a file: onto an empty machine, or in the place of the one that is there. */
export const restore: Noun = {
  usage: `
restore FILE [--replace]
                      puts a backup back, all of it or nothing; --replace lets it take the place of a record that is there
restore FILE --check  only looks whether the file is whole; changes nothing`,
  read: (args) => {
    const read = options(args)
    if ('mistake' in read) return read
    const [file, ...more] = read.positionals
    const { check = false, replace = false } = read.values
    if (file === undefined || more.length > 0 || (check && replace))
      return { mistake: 'restore needs exactly one file, and may take --check or --replace.' }
    const given = givenFile(file)
    return { alone: (config) => (check ? look(given) : putBack(config, given, replace)) }
  },
}

function options(args: readonly string[]) {
  try {
    const known = { check: { type: 'boolean' }, replace: { type: 'boolean' } } as const
    return parseArgs({ args: [...args], options: known, allowPositionals: true })
  } catch {
    return { mistake: 'restore takes a file, and may take --check or --replace.' }
  }
}

async function look(file: string): Promise<Outcome> {
  const progress = new Progress()
  try {
    const manifest = await readBackup(file, undefined, (bytes, of) =>
      progress.tell(() => `${sizeOf(bytes)} of ${sizeOf(of)} checked`),
    )
    return { answer: wordsOf(manifest), remark: 'The backup is whole.' }
  } catch (fault) {
    if (fault instanceof BackupFault) return { refusal: `${fault.message}.` }
    throw fault
  } finally {
    progress.end()
  }
}

async function putBack(config: Config, file: string, isReplacing: boolean): Promise<Outcome> {
  const progress = new Progress()
  const { dataDir } = config
  const { catalogue, folder } = await loadCity(config.city)
  let verification: Verification | undefined
  let anchors: string | undefined
  try {
    const restored = await withDatabaseAlone(config, (url) =>
      restoreBackup({
        ...{ url, file, isReplacing, now: systemClock.now },
        onProgress: ({ step, bytes, of }) => progress.tell(() => `${step}: ${sizeOf(bytes)} of ${sizeOf(of)}`),
        accept: ({ city }) => {
          if (city !== catalogue.city.id)
            throw new BackupFault(
              `The backup is of the city ${city}, and CITY says ${catalogue.city.id}; set CITY to that of the backup`,
            )
        },
        settle: async (tx, record) => {
          anchors = await draftAnchors(dataDir, record)
          verification = await verifyAudit({ database: tx, dataDir: anchors, key: await keyOf(dataDir), now: systemClock.now })
          await noteRestore(tx, record, verification)
        },
      }),
    )
    await noteCityOfData(dataDir, { id: catalogue.city.id, folder })
    const aside = anchors === undefined ? undefined : await placeAnchors(dataDir, anchors)
    return { answer: wordsOf(restored.manifest), remark: remarksOf(config, verification, aside).join('\n') }
  } catch (fault) {
    if (fault instanceof BackupFault) return { refusal: `${fault.message}.` }
    throw fault
  } finally {
    progress.end()
    if (anchors !== undefined) await rm(anchors, { recursive: true, force: true })
  }
}

/** A database that nobody else works with: the one of DATABASE_URL, else that of the data folder, which is made where there is none. */
async function withDatabaseAlone<Result>(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(dataDir, { recursive: true })
  const onWait = () => void process.stderr.write('Waiting for the server that is still here\n')
  const claim = await claimRecord(databaseUrl, dataDir, onWait, () => undefined)
  try {
    if (databaseUrl !== undefined) return await work(databaseUrl)
    const database = await startEmbeddedPostgres(dataDir, { step: () => undefined, log: () => undefined })
    try {
      return await work(database.url)
    } finally {
      await database.stop()
    }
  } finally {
    await claim.release()
  }
}

/** The key the audit was signed with where it is here. Where it is not, nobody can say who signed: only what was signed is held against the audit. */
async function keyOf(dataDir: string): Promise<SigningKey> {
  const isHere = existsSync(join(dataDir, SIGNING_KEY_FILE))
  return isHere ? loadSigningKey(dataDir) : { sign: () => '', isSignatureOf: () => true }
}

/** Writes the anchors of the backup into a folder of their own, laid out as a data folder is. Returns that folder. */
async function draftAnchors(dataDir: string, { files }: RestoredRecord): Promise<string> {
  const draft = await mkdtemp(join(dataDir, '.restoring-'))
  await mkdir(join(draft, ANCHORS_FOLDER), { mode: 0o700 })
  for (const { name, content } of files) await writeFile(join(draft, ANCHORS_FOLDER, name), content, { mode: 0o600, flush: true })
  return draft
}

/**
 * Puts the anchors of the backup where the server looks for them. Those that were here were signed over a record that is gone:
 * they are kept beside, and their folder is returned.
 */
async function placeAnchors(dataDir: string, draft: string): Promise<string | undefined> {
  const place = join(dataDir, ANCHORS_FOLDER)
  const aside = `${place}-before-${new Date(systemClock.now()).toISOString().replaceAll(/[:.]/g, '-')}`
  const wasThere = await rename(place, aside).then(
    () => true,
    () => false,
  )
  await rename(join(draft, ANCHORS_FOLDER), place)
  return wasThere ? aside : undefined
}

async function noteRestore(tx: Transaction, { manifest, epoch }: RestoredRecord, { flaw }: Verification): Promise<void> {
  const { revision, madeAt } = manifest
  await new PostgresAuditLog().append(tx, {
    ...{ at: systemClock.now(), actor: { kind: 'operator', name: operatorName() }, type: 'record.restore', result: 'done' },
    object: { kind: 'backup', id: new Date(madeAt).toISOString() },
    detail: { revision, epoch, ...(flaw && { flaw: flaw.sentence }) },
  })
}

function wordsOf({ city, madeAt, revision, parts }: BackupManifest): string {
  const rows = parts.reduce((sum, { sum: { rows } }) => sum + rows, 0)
  return `${city} at ${new Date(madeAt).toISOString()}, revision ${revision}: ${rows.toLocaleString('en-US')} rows of ${parts.length} parts`
}

function remarksOf(config: Config, verification: Verification | undefined, aside: string | undefined): readonly string[] {
  const missing = secretFiles(config).filter(({ path }) => !existsSync(path))
  return [
    'The record is back; every row was read again and is what the backup holds.',
    verification?.flaw
      ? `Its audit was not whole when the backup was made: ${verification.flaw.sentence}`
      : `Its audit is whole: ${verification?.rows ?? 0} records, held against ${verification?.anchors ?? 0} anchors.`,
    ...(aside === undefined ? [] : [`The anchors that were here are kept in ${aside}.`]),
    ...(missing.length === 0 ? [] : [`Put these keys into ${config.dataDir} before the first start:`, secretLines(missing)]),
  ]
}
