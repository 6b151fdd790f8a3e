import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type ESTree, type Plugin } from 'vite'

/** Where `npm run dev` finds the server it shows. */
const SERVER = process.env.GUANLAN_SERVER ?? 'http://127.0.0.1:8080'

/**
 * Libraries that are large and not needed by every screen, each in a chunk of its own: drawing libraries are fetched only
 * where a chart or a map is shown.
 */
const CHUNKS = [
  // Vite's own loader of chunks is needed by all of them; alone, it does not drag in the one it happens to stand in.
  { name: 'loader', test: /vite\/(preload-helper|modulepreload)/, priority: 9 },
  {
    name: 'map',
    test: /node_modules[\\/](@deck\.gl|@luma\.gl|@loaders\.gl|@math\.gl|@probe\.gl|maplibre-gl|@maplibre|@mapbox|pmtiles|earcut|gl-matrix)/,
  },
  { name: 'chart', test: /node_modules[\\/](echarts|zrender)/ },
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|zustand)[\\/]/ },
]

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
  plugins: [react(), openPage, pureContract],
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
