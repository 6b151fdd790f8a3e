import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { bringFaces } from './design/bring-faces.ts'
import './design/figure-faces.ts'
import './design/tokens.css'
import './design/base.css'
import { keepDrillMark } from './page-drill.ts'

const page = document.getElementById('root') as HTMLElement

keepDrillMark()

/** The gallery of panels is a page of its own: no screen loads a byte of it. */
if (location.pathname === '/gallery')
  void Promise.all([import('./gallery/mount-gallery.tsx'), bringFaces()]).then(([{ mountGallery }]) => mountGallery(page))
else void bringFaces().then(() => createRoot(page).render(<App />))
