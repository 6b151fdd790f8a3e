import type { Addressee } from '#contract/order.ts'
import { wordsIn } from '../access/page/page-context.ts'
import { useCity, useNames, useUiLanguage } from '../state/hooks.ts'
import { shownName } from './log-sentence.ts'

/** The name of an area, short where it has a short one; its code where this remit does not know it. */
export function useAreaName(): (code: string) => string {
  const city = useCity()
  const name = useNames()
  return (code) => {
    const area = city.area(code)
    return area ? name(area.short ?? area.names) : code
  }
}

/** Whom an order is for, in words: a person, a role in an area, a department. */
export function useAddressee(): (to: Addressee) => string {
  const city = useCity()
  const name = useNames()
  const areaName = useAreaName()
  const role = wordsIn(useUiLanguage())
  return (to) => {
    switch (to.kind) {
      case 'person':
        return shownName(to.person)
      case 'role':
        return `${areaName(to.area)} ${role(`role.${to.role}`)}`
      case 'department': {
        const department = city.department(to.department)
        const words = department ? name(department.short ?? department.names) : to.department
        return to.area === city.tree.root.code ? words : `${words} ${areaName(to.area)}`
      }
    }
  }
}
