/** A line to search in, in the head of a list. */
export function Search({ label, text, onText }: { readonly label: string; readonly text: string; onText(text: string): void }) {
  return (
    <div className="field-box search">
      <svg className="search-mark" width="15" height="15" viewBox="0 0 22 22" aria-hidden="true">
        <circle cx="9.5" cy="9.5" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.9" />
        <path d="m14.5 14.5 5 5" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" />
      </svg>
      <input
        type="search"
        value={text}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  )
}
