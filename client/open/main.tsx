import { createRoot } from 'react-dom/client'
import { bringFaces } from '../design/bring-faces.ts'
import '../design/figure-faces.ts'
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
void bringFaces().then(() => createRoot(document.getElementById('root') as HTMLElement).render(<OpenPage address={address} />))
