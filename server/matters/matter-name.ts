/** How a matter is called where kinds are mixed: `order/o4f2…`. */
export function matterName({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind}/${id}`
}
