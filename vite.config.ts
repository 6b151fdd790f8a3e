import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type ESTree, type Plugin } from 'vite'

/** Where `npm run dev` finds the server it shows. */
const SERVER = process.env.GUANLAN_SERVER ?? 'http://127.0.0.1:8080'

const MAP =
  /node_modules[\\/](@deck\.gl|@luma\.gl|@loaders\.gl|@math\.gl|@probe\.gl|maplibre-gl|@maplibre|@mapbox|pmtiles|earcut|gl-matrix)/
const CHART = /node_modules[\\/](echarts|zrender)/

/**
 * Libraries that are large and not needed by every screen, each in a chunk of its own: drawing libraries are fetched only
 * where a chart or a map is shown.
 */
const CHUNKS = [
  // Vite's own loader of chunks is needed by all of them; alone, it does not drag in the one it happens to stand in.
  { name: 'loader', test: /vite\/(preload-helper|modulepreload)/, priority: 9 },
  { name: 'map', test: MAP, priority: 5 },
  { name: 'chart', test: CHART, priority: 5 },
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|zustand)[\\/]/, priority: 5 },
  // What the page for everybody shares with the product: it would else be dragged along with all that the product needs.
  { name: (id: string, graph: ModuleGraph) => (isForEverybody(id, graph) ? 'everybody' : null), priority: 3 },
  // What most of the page is made of would else lie in fifty crumbs, each a request and each packed alone.
  { name: (id: string, graph: ModuleGraph) => (isCommon(id, graph) ? 'core' : null), priority: 2 },
  // What a phone alone needs for its first view, in one piece as well: each request is a way there and back.
  { name: (id: string, graph: ModuleGraph) => (isOfPhone(id, graph) ? 'phone' : null), priority: 1 },
]

const CLIENT = join(import.meta.dirname, 'client')
const MAIN = join(CLIENT, 'main.tsx')
const OPEN = join(CLIENT, 'open/main.tsx')
/** The frame of each display, which is fetched apart: a phone's, and those of displays that are not on the way. */
const PHONE = join(CLIENT, 'app/mobile-shell.tsx')
const STANDING = ['wall', 'office', 'desk'].map((name) => join(CLIENT, `app/${name}-shell.tsx`))
/** The types of panels, each fetched where one is shown. */
const PANELS = readdirSync(join(CLIENT, 'panels'))
  .map((name) => join(CLIENT, 'panels', name, 'panel.tsx'))
  .filter((file) => existsSync(file))
/** Types of panels that need a module for it to be fetched with all of them. */
const MANY_PANELS = 4

/** Which modules import which, as the bundler knows it. */
interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

/** Whether a module is needed by the page for everybody and by the product as well. */
function isForEverybody(id: string, graph: ModuleGraph): boolean {
  const isNeededBy = (part: string) => loadedWith(part, graph).has(id)
  return isNeededBy(OPEN) && [MAIN, PHONE, ...STANDING, ...PANELS].some(isNeededBy)
}

/**
 * Whether a module is shared between a phone and another display or needed by many panels, and brings no drawing library. What the
 * other displays share among them only is not common: a phone would pay for it.
 */
function isCommon(id: string, graph: ModuleGraph): boolean {
  const isNeededBy = (part: string) => loadedWith(part, graph).has(id)
  const isShared = isNeededBy(PHONE) && STANDING.some(isNeededBy)
  if (!(isShared || PANELS.filter(isNeededBy).length >= MANY_PANELS)) return false
  return ![...loadedWith(id, graph)].some((imported) => MAP.test(imported) || CHART.test(imported))
}

/** Whether a module is of the frame of a phone. */
function isOfPhone(id: string, graph: ModuleGraph): boolean {
  return loadedWith(PHONE, graph).has(id)
}

const loaded = new Map<string, ReadonlySet<string>>()

/** A module and all that is imported with it at once, by id. */
function loadedWith(entry: string, graph: ModuleGraph): ReadonlySet<string> {
  const known = loaded.get(entry)
  if (known) return known
  const found = new Set([entry])
  for (const id of found) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported)
  loaded.set(entry, found)
  return found
}

/** The product, and the page for everybody: a page of its own, so that the public fetches nothing of the command centre. */
const PAGES = { index: 'client/index.html', open: 'client/open.html' }

/**
 * Nothing in contract/ does anything when it is loaded, so what nobody uses of it need not be in a page: schemas, which only
 * the server checks by, and with them the library that makes them. A bundler cannot see that of a call, so each is marked.
 */
const pureContract: Plugin = {
  name: 'pure-contract',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    if (!id.startsWith(join(import.meta.dirname, 'contract/'))) return undefined
    let marked = code
    for (const init of madeByCalls(this.parse(code).body).reverse())
      marked = `${marked.slice(0, init.start)}/* @__PURE__ */ (() => (${marked.slice(init.start, init.end)}))()${marked.slice(init.end)}`
    return { code: marked, map: null }
  },
}

/** What the constants of a module are set to, where that is made by a call. */
function madeByCalls(statements: readonly ESTree.Statement[]) {
  return statements
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .flatMap((statement) => (statement?.type === 'VariableDeclaration' ? statement.declarations : []))
    .flatMap(({ init }) => (init && hasCall(init) ? [init] : []))
}

/** Whether a call happens when this is evaluated: one inside a function does not. */
function hasCall(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasCall)
  if (typeof node !== 'object' || node === null || !('type' in node)) return false
  if (node.type === 'CallExpression') return true
  return !/Function/.test(String(node.type)) && Object.values(node).some(hasCall)
}

/**
 * Faces are cut into a hundred files for each weight, and each file's rule spells the characters it has. Rules of the same
 * characters are put side by side, where packing finds them alike; and only one form of each file is kept, which every
 * browser reads that this is built for.
 */
const leanFaces: Plugin = {
  name: 'lean-faces',
  apply: 'build',
  transform: {
    order: 'pre',
    handler: (code, id) =>
      /@fontsource[^?]*\.css/.test(id)
        ? { code: code.replace(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, ''), map: null }
        : undefined,
  },
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue
      const text = String(file.source)
      const faces = text.match(FACE_RULE) ?? []
      if (faces.length > 1) file.source = faces.sort(byCharacters).join('') + text.replace(FACE_RULE, '')
    }
  },
}

const FACE_RULE = /@font-face\s*\{[^}]*\}/g

function byCharacters(a: string, b: string): number {
  const [of, to] = [a, b].map((rule) => /unicode-range:([^;}]*)/.exec(rule)?.[1] ?? '') as [string, string]
  return of < to ? -1 : of > to ? 1 : 0
}

/** `npm run dev` shows the page for everybody where the server does. */
const openPage: Plugin = {
  name: 'open-page',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      if (/^\/(open|enterprise)(\?|$)/.test(request.url ?? '')) request.url = '/open.html'
      next()
    })
  },
}

export default defineConfig({
  root: 'client',
  cacheDir: '../.cache/vite',
  plugins: [react(), openPage, pureContract, leanFaces],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    // Small files are never turned into data: addresses, which a strict content security policy refuses.
    assetsInlineLimit: 0,
    // Preloading is done by the browser itself; the polyfill would be one more script.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_600,
    rolldownOptions: { input: PAGES, output: { codeSplitting: { groups: CHUNKS } } },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': SERVER,
      '/city': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
})
