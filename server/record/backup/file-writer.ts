import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BackupFault } from './backup-fault.ts'
import { FRAME_HEAD_BYTES, FRAME_KINDS, type FrameKind, SIGNATURE } from './backup-form.ts'

/** What lies beside the final name while a backup is written: what was broken off is never taken for a backup. */
const DRAFT_ENDING = '.unfinished'

/**
 * Writes the frames of a backup to disk, readable by its owner alone. It gets its name once all of it is on the disk, and
 * never takes the place of another file. Every method throws BackupFault when the disk will not have it.
 */
export class FileWriter {
  readonly #file: string
  readonly #handle: FileHandle
  readonly #hash: Hash = createHash('sha256')
  #bytes = 0

  private constructor(file: string, handle: FileHandle) {
    this.#file = file
    this.#handle = handle
  }

  static async create(file: string): Promise<FileWriter> {
    if (await stat(file).catch(() => undefined)) throw new BackupFault(`${file} is there already; give another name, or remove it`)
    await rm(file + DRAFT_ENDING, { force: true })
    const handle = await open(file + DRAFT_ENDING, 'wx', 0o600).catch((fault: unknown) => {
      throw writingFault(file, fault)
    })
    const writer = new FileWriter(file, handle)
    await writer.#write(SIGNATURE)
    return writer
  }

  async frame(kind: FrameKind, content: Buffer | object): Promise<void> {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
    const head = Buffer.alloc(FRAME_HEAD_BYTES)
    head.write(FRAME_KINDS[kind], 'latin1')
    head.writeUInt32BE(bytes.length, 1)
    await this.#write(head)
    await this.#write(bytes)
  }

  /** Closes the backup and gives it its name. Resolves with its length and the SHA-256 of the whole file, in hexadecimal. */
  async finish(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    await this.#write(this.#hash.copy().digest())
    try {
      await this.#handle.sync()
      await this.#handle.close()
      await rename(this.#file + DRAFT_ENDING, this.#file)
      await syncFolder(dirname(this.#file))
    } catch (fault) {
      throw writingFault(this.#file, fault)
    }
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  /** Leaves nothing behind. */
  async giveUp(): Promise<void> {
    await this.#handle.close().catch(() => undefined)
    await rm(this.#file + DRAFT_ENDING, { force: true })
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    for (let from = 0; from < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, from).catch((fault: unknown) => {
        throw writingFault(this.#file, fault)
      })
      from += bytesWritten
    }
  }
}

/** So that the name is still there after the power went; a platform that cannot do it keeps names safe by itself. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function writingFault(file: string, cause: unknown): BackupFault {
  const { code, message } = cause as NodeJS.ErrnoException
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new BackupFault(`The disk of ${file} is full; free space there, or name a file on another disk`, { cause })
    case 'ENOENT':
    case 'ENOTDIR':
      return new BackupFault(`The folder of ${file} is not there; make it, or name another file`, { cause })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new BackupFault(`${file} may not be written by this user; name a file where it may`, { cause })
    default:
      return new BackupFault(`${file} cannot be written: ${message}`, { cause })
  }
}
