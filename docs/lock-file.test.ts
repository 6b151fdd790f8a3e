import { expect, it } from 'vitest'
import { readText } from './house/files.ts'

interface Locked {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

it('the lock file knows every package that any platform may need, without which npm ci refuses on all of them', () => {
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Readonly<Record<string, Locked>> }
  const known = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)))
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !known.has(name))
      .map((name) => `${path} needs ${name}`),
  )
  expect(missing).toEqual([])
})
