import { createRoot } from 'react-dom/client'
import '../panels/panels.css'
import { Gallery } from './gallery.tsx'
import { readGalleryAddress } from './gallery-address.ts'

/** Shows every panel in every state. A panel that is broken on purpose is not reported as an error of the page. */
export function mountGallery(page: HTMLElement): void {
  const root = createRoot(page, { onCaughtError: () => {} })
  root.render(<Gallery address={readGalleryAddress(location.search)} />)
}
