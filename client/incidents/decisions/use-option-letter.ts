import { useUiLanguage } from '../../state/hooks.ts'

/** What the options of a card are called, in their order: 甲 乙 丙 …, or A B C …. */
export function useOptionLetter(): (index: number) => string {
  const letters = useUiLanguage() === 'zh' ? '甲乙丙丁戊己' : 'ABCDEF'
  return (index) => letters[index] ?? ''
}
