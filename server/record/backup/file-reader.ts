import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { BackupFault } from './backup-fault.ts'
import { PIECE_BYTES } from './backup-form.ts'

/** Bytes of a file, handed out from its beginning in the amounts that are asked for; never more of it in memory than one of them. */
export class FileReader {
  readonly size: number
  readonly #handle: FileHandle
  readonly #file: string
  readonly #hash: Hash = createHash('sha256')
  readonly #ahead = Buffer.allocUnsafe(PIECE_BYTES)
  #from = 0
  #to = 0
  /** Bytes handed out so far. */
  at = 0

  private constructor(file: string, handle: FileHandle, size: number) {
    this.#file = file
    this.#handle = handle
    this.size = size
  }

  /** Throws BackupFault when the file cannot be read. */
  static async open(file: string): Promise<FileReader> {
    try {
      const handle = await open(file, 'r')
      return new FileReader(file, handle, (await handle.stat()).size)
    } catch (fault) {
      throw readingFault(file, fault)
    }
  }

  /** The next `count` bytes, or undefined when the file ends before. */
  async take(count: number): Promise<Buffer | undefined> {
    const taken = Buffer.allocUnsafe(count)
    for (let filled = 0; filled < count; ) {
      if (this.#from === this.#to && !(await this.#fill())) return undefined
      const copied = this.#ahead.copy(taken, filled, this.#from, Math.min(this.#to, this.#from + count - filled))
      filled += copied
      this.#from += copied
    }
    this.#hash.update(taken)
    this.at += count
    return taken
  }

  /** SHA-256 of everything handed out so far. */
  digest(): Buffer {
    return this.#hash.copy().digest()
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  async #fill(): Promise<boolean> {
    const { bytesRead } = await this.#handle.read(this.#ahead, 0, this.#ahead.length).catch((fault: unknown) => {
      throw readingFault(this.#file, fault)
    })
    this.#from = 0
    this.#to = bytesRead
    return bytesRead > 0
  }
}

function readingFault(file: string, cause: unknown): BackupFault {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') return new BackupFault(`There is no file ${file}`, { cause })
  return new BackupFault(`${file} cannot be read: ${message}`, { cause })
}
