import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'
import { keepDrillMark } from './page-drill.ts'

const page = document.getElementById('root') as HTMLElement

keepDrillMark()

/** The gallery of panels is a page of its own: no screen loads a byte of it. */
if (location.pathname === '/gallery') void import('./gallery/mount-gallery.tsx').then(({ mountGallery }) => mountGallery(page))
else createRoot(page).render(<App />)
