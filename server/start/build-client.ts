import { build } from 'vite'
import { DIST } from '../screens.ts'
import { sourcesHash, stamp } from './client-build.ts'

// A process of its own: a build takes more memory than a starter should keep.
const hash = await sourcesHash()
await build({ logLevel: 'warn', clearScreen: false, build: { outDir: DIST, emptyOutDir: true } })
await stamp(DIST, hash)
