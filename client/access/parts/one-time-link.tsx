import { useState } from 'react'
import { usePage } from '../page/page-context.ts'
import { Press } from './press.tsx'

/** A link that works once, shown once: to be handed to its owner, and gone when this closes. */
export function OneTimeLink({ link, who }: { link: string; who: string }) {
  const { w } = usePage()
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="form">
      <p>{w('link.hand', { who })}</p>
      <code className="one-time">{link}</code>
      <Press
        onPress={() => {
          void navigator.clipboard?.writeText(link).then(() => setCopied(true))
        }}
      >
        {w(isCopied ? 'link.copied' : 'link.copy')}
      </Press>
      <p className="soft">{w('link.once')}</p>
    </div>
  )
}
