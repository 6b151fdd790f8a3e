import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What is installed beside the product for this one measurement; nothing of the product knows it. */
const PACKAGES = ['node-red@5.0.7', '@flowfuse/node-red-dashboard@1.31.0']

/** A page of a dashboard with one text on it, which a function tells something whenever the bench says so. */
const FLOWS = [
  { id: 'flow', type: 'tab', label: 'bench' },
  { id: 'base', type: 'ui-base', name: 'bench', path: '/dashboard', showPathInSidebar: false },
  { id: 'theme', type: 'ui-theme', name: 'bench', colors: {}, sizes: {} },
  { id: 'page', type: 'ui-page', name: 'bench', ui: 'base', path: '/bench', layout: 'grid', theme: 'theme', order: 1 },
  { id: 'group', type: 'ui-group', name: 'bench', page: 'page', width: 6, height: 1, order: 1 },
  {
    ...{ id: 'told', type: 'function', z: 'flow', func: 'return msg', outputs: 1, wires: [['text']] },
    initialize: "global.get('told').on('cast', (message) => node.send(message))",
  },
  { id: 'text', type: 'ui-text', z: 'flow', group: 'group', label: '', format: '{{msg.payload}}', wires: [] },
]

/** Node-RED with its dashboard in a folder of its own, or the reason why it cannot be had. */
export type Peer = { readonly folder: string; remove(): Promise<void> } | { readonly missing: string }

/** Installs the peer by npm into a temporary folder. Where that does not work, the bench goes on without it and says so. */
export async function installPeer(): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-bench-node-red-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }))
  await writeFile(join(folder, 'flows.json'), JSON.stringify(FLOWS))
  const npm = spawn('npm', ['install', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error', ...PACKAGES], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  npm.stderr.on('data', (piece) => {
    said += piece
  })
  const code = await Promise.race([
    once(npm, 'close').then(([exit]) => exit as number | null),
    once(npm, 'error').then(([error]) => {
      said = String(error)
      return null
    }),
  ])
  if (code === 0) return { folder, remove }
  await remove()
  return { missing: `Node-RED was not measured: npm could not install it (${said.trim().split('\n')[0] || `exit ${code}`}).` }
}
