import { createRoot } from 'react-dom/client'
import '../design/fonts.css'
import '../design/tokens.css'
import '../design/base.css'
import './open.css'
import { keepDrillMark } from '../page-drill.ts'
import { dressOpenPage } from './dress-open-page.ts'
import { readOpenAddress } from './open-address.ts'
import { OpenPage } from './open-page.tsx'

const address = readOpenAddress(location)
dressOpenPage(address)
keepDrillMark()
createRoot(document.getElementById('root') as HTMLElement).render(<OpenPage address={address} />)
