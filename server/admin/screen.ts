import { parseArgs } from 'node:util'
import { areaTree } from '#contract/catalogue.ts'
import type { EnrolledScreen } from '#contract/enrolled-screen.ts'
import { enrolScreen } from '../access/screens/enrol-screen.ts'
import { readPairingCode } from '../access/screens/pairing-code.ts'
import { revokeScreen } from '../access/screens/revoke-screen.ts'
import { listScreens } from '../access/screens/screen-register.ts'
import { loadCity } from '../city/load-city.ts'
import type { Asked, Noun, Outcome } from './noun.ts'
import { actAsOperator, operatorName } from './operator.ts'

/** Walls and office screens, for the person who stands at the machine. */
export const screen: Noun = {
  usage: `
screen enrol CODE --name NAME [--area CODE]
                      confirms the code a screen shows: it shows the city, or the area named, until it is revoked
screen list           lists the screens that are enrolled, and when they were last seen
screen revoke NAME    ends the enrolment of a screen; it goes dark within a second`,
  read: ([verb, ...rest]) => {
    switch (verb) {
      case 'enrol':
        return readEnrol(rest)
      case 'list':
        if (rest.length > 0) return { mistake: 'screen list takes no more words.' }
        return { work: async ({ record }) => listed(await listScreens(record.database)) }
      case 'revoke':
        return readRevoke(rest)
      default:
        return { mistake: `There is no command "${['screen', verb, ...rest].join(' ').trim()}".` }
    }
  },
}

function readEnrol(args: readonly string[]): Asked {
  const read = options(args)
  if ('mistake' in read) return read
  const { name, area } = read.values
  // A code typed as it is shown, in two groups, comes as two words.
  const code = read.positionals.join(' ')
  if (readPairingCode(code) === undefined) return { mistake: 'screen enrol needs the code of eight digits that the screen shows.' }
  if (name === undefined) return { mistake: 'screen enrol needs --name NAME: what people call this screen.' }
  return {
    work: async (tools) => {
      const { catalogue } = await loadCity(tools.config.city)
      const root = catalogue.city.area
      const grantor = { name: operatorName(), area: root, domains: 'all' } as const
      const enrolment = { code, name, area: area ?? root, grantor }
      return actAsOperator(tools, enrolScreen(areaTree(catalogue.areas)), enrolment, (enrolled) => ({
        answer: line(enrolled),
        remark: `The screen ${enrolled.name} shows ${enrolled.area} from now on.`,
      }))
    },
  }
}

function options(args: readonly string[]) {
  try {
    const known = { name: { type: 'string' }, area: { type: 'string' } } as const
    return parseArgs({ args: [...args], options: known, allowPositionals: true })
  } catch {
    return { mistake: 'screen enrol takes a code, --name NAME, and may take --area CODE.' }
  }
}

function readRevoke([name, ...more]: readonly string[]): Asked {
  if (name === undefined || more.length > 0)
    return { mistake: 'screen revoke needs exactly one name; put a name with spaces in quotes.' }
  return {
    work: async (tools) => {
      const { catalogue } = await loadCity(tools.config.city)
      const found = (await listScreens(tools.record.database)).find((each) => each.name === name)
      if (!found) return { refusal: `There is no screen named ${name}; screen list shows them all.` }
      const revocation = { id: found.id, grantor: { area: catalogue.city.area } }
      return actAsOperator(tools, revokeScreen(areaTree(catalogue.areas)), revocation, () => ({
        ...{ answer: '', remark: `The screen ${name} is revoked.` },
      }))
    },
  }
}

function listed(screens: readonly EnrolledScreen[]): Outcome {
  const remark = 'There are no screens yet; open /wall there and confirm the code it shows with: screen enrol CODE --name NAME'
  return { answer: screens.map(line).join('\n'), ...(screens.length === 0 && { remark }) }
}

function line({ name, display, area, seenAt }: EnrolledScreen): string {
  return [name, display, area, seenAt === null ? 'never' : new Date(seenAt).toISOString()].join('\t')
}
