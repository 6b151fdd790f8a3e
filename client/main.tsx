import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'

createRoot(document.getElementById('root') as HTMLElement).render(<App />)
