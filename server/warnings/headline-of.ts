import type { Names } from '#contract/names.ts'
import type { WarningState } from '#contract/warning.ts'

/** One line of a warning in both languages; the language it has, where it has but one. */
export function headlineOf({ message }: Pick<WarningState, 'message'>): Names {
  const any = message.info[0]
  const said = (language: string) => message.info.find((info) => info.language?.toLowerCase().startsWith(language)) ?? any
  const words = (info: typeof any) => info?.headline ?? info?.event ?? message.identifier
  return { zh: words(said('zh')), en: words(said('en')) }
}
