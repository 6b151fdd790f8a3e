declare module 'vitest' {
  interface TaskMeta {
    /** What a test measured on the way, in sentences: `npm run faults` shows them beside what was promised. */
    seen?: string[]
  }
}

/** Says what a test saw, for whoever runs it by hand; it proves nothing by itself. */
export function seen({ task }: { readonly task: { readonly meta: { seen?: string[] } } }, sentence: string): void {
  task.meta.seen = [...(task.meta.seen ?? []), sentence]
}
