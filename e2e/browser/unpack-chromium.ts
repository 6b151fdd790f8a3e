import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../repository.ts'

/** Makes the package unpack its shared libraries too, which a bare machine lacks; it asks for this variable. */
const WITH_LIBRARIES = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }

/**
 * Unpacks the Chromium inside the npm package `@sparticuz/chromium` into the project's cache folder, once per version, and
 * says how to start it. The package takes whatever it finds in the machine's temporary folder, even a copy that was cut
 * off half-way; so it unpacks into a folder of its own here, which gets its final name only when it is whole.
 */
export async function unpackChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const home = join(repositoryRoot, '.cache', `chromium-${packageVersion()}`)
  if (!existsSync(home)) {
    const unfinished = `${home}.unfinished-${process.pid}`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { recursive: true })
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', "await (await import('@sparticuz/chromium')).default.executablePath()"],
      { cwd: repositoryRoot, env: { ...process.env, ...WITH_LIBRARIES, TMPDIR: unfinished }, timeout: 180_000 },
    )
    writeFileSync(join(unfinished, 'fonts', 'fonts.conf'), fontSettings(home))
    giveFinalName(unfinished, home)
  }
  return {
    executablePath: join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  }
}

function packageVersion(): string {
  const file = join(repositoryRoot, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** Two runs may unpack at once; the second one's copy is as good as the first's, so losing the race is success. */
function giveFinalName(unfinished: string, home: string): void {
  try {
    renameSync(unfinished, home)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
}

/** Font settings that know only the fonts beside the browser: the same letters on every machine. */
function fontSettings(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, 'fonts')}</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`
}
