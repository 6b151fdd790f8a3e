import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

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
  plugins: [react(), openPage],
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
