/**
 * What a screen knows of its line to the server. Each state carries only what exists in it.
 *
 *     connecting ──snapshot──▶ live ──gap──▶ resyncing ──resumed/snapshot──▶ live
 *         │                     │               │
 *         └──────silence────────┴───────────────┴──▶ lost ──heard──▶ resyncing
 *     any ──server of another build──▶ outdated (the page reloads itself)
 *
 * `sinceAt` is epoch ms on the server's clock: the moment the last sign of life was heard, or the state began.
 */
export type Connection =
  | { readonly kind: 'connecting'; readonly sinceAt: number }
  | { readonly kind: 'live'; readonly epoch: string }
  | { readonly kind: 'resyncing'; readonly sinceAt: number }
  | { readonly kind: 'lost'; readonly sinceAt: number }
  | { readonly kind: 'outdated'; readonly sinceAt: number }
