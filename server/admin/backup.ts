import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { ANCHORS_FOLDER } from '../access/audit/anchor.ts'
import { loadCity } from '../city/load-city.ts'
import { systemClock } from '../clock/system-clock.ts'
import { programVersion } from '../program-version.ts'
import { BackupFault } from '../record/backup/backup-fault.ts'
import { writeBackup } from '../record/backup/write-backup.ts'
import { noteBackup } from './acts/note-backup.ts'
import type { Noun, Outcome, Tools } from './noun.ts'
import { actAsOperator } from './operator.ts'
import { Progress } from './progress.ts'
import { secretFiles, secretLines } from './secret-files.ts'
import { sizeOf } from './size-of.ts'

/** The whole record into one file, while the product goes on. */
export const backup: Noun = {
  usage: `
backup FILE           writes the whole record, as it is at one moment, into FILE, and prints its SHA-256; the server goes on`,
  read: ([file, ...more]) => {
    if (file === undefined || file.startsWith('-') || more.length > 0)
      return { mistake: 'backup needs exactly one file to write, which must not be there yet.' }
    return { work: (tools) => write(tools, givenFile(file)) }
  },
}

/** The file somebody named, from the folder they stood in: npm goes to another one. */
export function givenFile(file: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), file)
}

async function write(tools: Tools, file: string): Promise<Outcome> {
  const { record, config } = tools
  const { catalogue } = await loadCity(config.city)
  const began = performance.now()
  const progress = new Progress()
  try {
    const { manifest, bytes, sha256 } = await writeBackup({
      ...{ url: record.ownerUrl, file, city: catalogue.city.id, program: await programVersion(), now: systemClock.now },
      // Before the record's moment is fixed: an anchor may not be ahead of the audit that is in the backup.
      files: await anchorsOf(config.dataDir),
      onProgress: ({ part, bytes: read, about }) =>
        progress.tell(() => `${sizeOf(read)} of the record read; it takes about ${sizeOf(about)} on its disk · ${part}`),
    })
    progress.end()
    const { revision, parts } = manifest
    const rows = parts.reduce((sum, { sum: { rows } }) => sum + rows, 0)
    const ms = Math.round(performance.now() - began)
    return actAsOperator(tools, noteBackup, { file: basename(file), revision, bytes, sha256, ms }, () => ({
      answer: `${sha256}  ${file}`,
      remark: [
        `Revision ${revision}: ${rows.toLocaleString('en-US')} rows of ${parts.length} parts, ${sizeOf(bytes)}, in ${(ms / 1000).toFixed(1)} s.`,
        'These keys are not in it; keep a copy of them somewhere else:',
        secretLines(secretFiles(config)),
      ].join('\n'),
    }))
  } catch (fault) {
    progress.end()
    if (fault instanceof BackupFault) return { refusal: `${fault.message}.` }
    throw fault
  }
}

async function anchorsOf(dataDir: string): Promise<{ name: string; content: Buffer }[]> {
  const folder = join(dataDir, ANCHORS_FOLDER)
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^[\w-]+\.json$/.test(name)).sort()
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })))
}
