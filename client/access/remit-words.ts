import type { Remit } from '#contract/access.ts'
import type { Names } from '#contract/names.ts'
import type { PageContent } from './page/page-context.ts'

/** Names of the city's places and fields, as far as this page knows them. */
export interface KnownNames {
  readonly areas: readonly { readonly code: string; readonly names: Names; readonly short?: Names | undefined }[]
  readonly domains?: readonly { readonly id: string; readonly names: Names }[]
}

/** The name of an area; its code where this page does not know it. */
export function areaWords(code: string, known: KnownNames | undefined, name: PageContent['name']): string {
  const area = known?.areas.find((one) => one.code === code)
  return area ? name(area.short ?? area.names) : code
}

/** Where and for what somebody answers, without the role: 虎门 · 全部领域. Pure. */
export function reachWords(
  { area, domains }: Pick<Remit, 'area' | 'domains'>,
  known: KnownNames | undefined,
  { w, t, name }: Pick<PageContent, 'w' | 't' | 'name'>,
): string {
  const fields =
    domains === 'all'
      ? w('remit.all-domains')
      : domains
          .map((id) => {
            const domain = known?.domains?.find((one) => one.id === id)
            return domain ? name(domain.names) : id
          })
          .join(t('list.and'))
  return `${areaWords(area, known, name)} · ${fields}`
}
