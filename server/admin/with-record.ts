import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { takeDataFolder } from '../open-record/data-folder.ts'
import { connectRecord, type OpenRecord, openRecord } from '../open-record/open-record.ts'
import { CONNECTION_FILE } from '../record/embedded/embedded-postgres.ts'
import { StartupFault } from '../startup-fault.ts'

/** How long to look for the database of a server that is just starting, in ms. */
const STARTING_PATIENCE_MS = 20_000

/** What a piece of work is done with: the figures' store, and the database of everything else. */
export type OpenedRecord = Pick<OpenRecord, 'store' | 'database' | 'ownerUrl'>

/**
 * Opens the record for one piece of work: beside a running server in the server's database, else in the embedded one,
 * which is started for it and stopped after it. Throws StartupFault.
 */
export async function withRecord<Result>(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  work: (record: OpenedRecord) => Promise<Result>,
): Promise<Result> {
  if (databaseUrl !== undefined) return using(await connectRecord(databaseUrl), work)
  const until = performance.now() + STARTING_PATIENCE_MS
  for (;;) {
    const beside = await besideServer(dataDir)
    if (beside) return using(beside, work)
    // Whoever holds the folder opens its database soon, or is about to leave.
    const lock = await takeDataFolder(dataDir, undefined, 250).catch((fault: unknown) => {
      if (performance.now() > until || (fault instanceof StartupFault && fault.cause !== undefined)) throw fault
      return undefined
    })
    if (!lock) continue
    try {
      const record = await openRecord(undefined, dataDir, { step: () => undefined, log: () => undefined })
      try {
        return await work(record)
      } finally {
        await record.close()
      }
    } finally {
      lock.release()
    }
  }
}

async function using<Result>(record: OpenRecord, work: (record: OpenedRecord) => Promise<Result>): Promise<Result> {
  try {
    return await work(record)
  } finally {
    await record.close()
  }
}

/** The record of the server that runs on this folder, or undefined when none does. */
async function besideServer(dataDir: string): Promise<OpenRecord | undefined> {
  const text = await readFile(join(dataDir, CONNECTION_FILE), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { url } = JSON.parse(text) as { url: string }
  // A file left behind by a killed server names a database that is gone.
  return connectRecord(url).catch(() => undefined)
}
