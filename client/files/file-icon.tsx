const PATHS = {
  camera: 'M4 8h3l1.600-2.500h6.800L17 8h3v11H4z M12 10.200a3.300 3.300 0 1 0 0 6.600 3.300 3.300 0 0 0 0-6.600z',
  pick: 'M4 5h16v14H4z M4 16l4.500-4.500 3.500 3.500 3-2.500 5 4 M15.500 8.500h.010',
  voice:
    'M12 3.500a2.500 2.500 0 0 1 2.500 2.500v5.500a2.500 2.500 0 0 1-5 0V6A2.500 2.500 0 0 1 12 3.500z M6 11.500a6 6 0 0 0 12 0 M12 17.500V21',
  stop: 'M7 7h10v10H7z',
  play: 'M8 5.500v13l11-6.500z',
  pause: 'M8.500 6v12 M15.500 6v12',
  remove: 'm6 6 12 12M18 6 6 18',
} as const

/** A drawn sign on a button; its meaning stands in words beside it. */
export function FileIcon({ kind }: { readonly kind: keyof typeof PATHS }) {
  return (
    <svg className="file-icon" width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[kind]} fill="none" stroke="currentColor" strokeWidth="1.700" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  )
}
