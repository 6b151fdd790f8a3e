import { parseArgs } from 'node:util'
import { PERSON_ROLES, type Role } from '#contract/access.ts'
import { type Account, accountByKey } from '../access/identity/accounts/account.ts'
import { nameKey } from '../access/identity/accounts/account-name.ts'
import { disableAccount } from '../access/identity/accounts/disable-account.ts'
import { enableAccount } from '../access/identity/accounts/enable-account.ts'
import { listAccounts } from '../access/identity/accounts/list-accounts.ts'
import { makeAccount } from '../access/identity/accounts/make-account.ts'
import { unlockAccount } from '../access/identity/accounts/unlock-account.ts'
import { forgetFactors } from '../access/identity/factors/forget-factors.ts'
import { linkOf } from '../access/identity/invitations/invitation.ts'
import { inviteAccount } from '../access/identity/invitations/invite-account.ts'
import { grantRemit } from '../access/identity/remits/grant-remit.ts'
import { isRemitOfCity } from '../access/identity/remits/remits.ts'
import { loadCity } from '../city/load-city.ts'
import { systemClock } from '../clock/system-clock.ts'
import { type Config, localUrl } from '../config/config.ts'
import type { Asked, Noun, Outcome, Tools } from './noun.ts'
import { actAsOperator } from './operator.ts'
import { openVault } from './personal.ts'

/** Accounts of persons, for whoever stands at the machine when no administrator can help. */
export const account: Noun = {
  usage: `
account list          lists the accounts: name, state, remits, second factor, last use
account add NAME --role ROLE [--area CODE] [--shown NAME]
                      makes an account with one remit, and prints the link by which its owner chooses a password, once
account invite NAME   prints a new link, for a first password or one forgotten; the second factor stays
account forget-factors NAME
                      takes the second factors off an account whose owner lost them
account unlock NAME   lets an account be tried again before its half hour is over
account disable NAME  shuts an account out at once, its sessions and connections with it
account enable NAME   lets an account in again`,
  read: ([verb, ...rest]) => {
    switch (verb) {
      case 'list':
        return rest.length > 0 ? { mistake: 'account list takes no more words.' } : { work: list }
      case 'add':
        return readAdd(rest)
      case 'invite':
        return onAccount(verb, rest, (tools, { id, name }) =>
          actAsOperator(tools, inviteAccount, { account: id }, ({ purpose, token }) => ({
            answer: linkOf(urlOf(tools.config), purpose, token),
            remark: `For ${name}, once, within ${purpose === 'join' ? 'three days' : 'a day'}.`,
          })),
        )
      case 'forget-factors':
        return onAccount(verb, rest, (tools, { id, name }) =>
          actAsOperator(tools, forgetFactors, { account: id }, (factors) =>
            done(`${name} had ${factors} second factors, and has none now.`),
          ),
        )
      case 'unlock':
        return onAccount(verb, rest, (tools, { id, name }) =>
          actAsOperator(tools, unlockAccount, { account: id }, (counts) =>
            done(counts > 0 ? `${name} can be tried again.` : `Nothing was counted against ${name}.`),
          ),
        )
      case 'disable':
        return onAccount(verb, rest, (tools, { id, name }) =>
          actAsOperator(tools, disableAccount, { account: id, reason: 'at the command line' }, () =>
            done(`The account ${name} is disabled.`),
          ),
        )
      case 'enable':
        return onAccount(verb, rest, (tools, { id, name }) =>
          actAsOperator(tools, enableAccount, { account: id }, () => done(`The account ${name} is enabled.`)),
        )
      default:
        return { mistake: `There is no command "${['account', verb, ...rest].join(' ').trim()}".` }
    }
  },
}

function done(remark: string): Outcome {
  return { answer: '', remark }
}

/** The address at which people open the product, as far as it is known without asking a running server. */
function urlOf({ publicUrl, host, port }: Config): string {
  return publicUrl ?? localUrl(host, port)
}

/** A verb on the account of one name. */
function onAccount(
  verb: string,
  [name, ...more]: readonly string[],
  work: (tools: Tools, account: Account) => Promise<Outcome>,
): Asked {
  if (name === undefined || more.length > 0)
    return { mistake: `account ${verb} needs exactly one name; put a name with spaces in quotes.` }
  return {
    work: async (tools) => {
      const found = await accountByKey(tools.record.database, nameKey(name))
      return found ? work(tools, found) : { refusal: `There is no account named ${name}; account list shows them all.` }
    },
  }
}

function readAdd(args: readonly string[]): Asked {
  const read = options(args)
  if ('mistake' in read) return read
  const [name, ...more] = read.positionals
  const { role, area, shown } = read.values
  if (name === undefined || more.length > 0)
    return { mistake: 'account add needs exactly one name; put a name with spaces in quotes.' }
  const known = PERSON_ROLES.find((each) => each === role)
  if (!known) return { mistake: `account add needs --role ROLE, one of ${PERSON_ROLES.join(', ')}.` }
  return { work: (tools) => add(tools, { name, role: known, area, shown: shown ?? name }) }
}

async function add(
  tools: Tools,
  {
    name,
    role,
    area,
    shown,
  }: { readonly name: string; readonly role: Role; readonly area: string | undefined; readonly shown: string },
): Promise<Outcome> {
  const { catalogue } = await loadCity(tools.config.city)
  const remit = { role, area: area ?? catalogue.city.area, domains: 'all' } as const
  if (!isRemitOfCity(remit, catalogue))
    return { refusal: `The city has no area ${remit.area}; its root is ${catalogue.city.area}.` }
  const { vault } = await openVault(tools)
  let made = { account: '', token: '' }
  const making = await actAsOperator(tools, makeAccount, { name, shown, vault }, (outcome) => {
    made = outcome
    return { answer: linkOf(urlOf(tools.config), 'join', outcome.token), remark: `For ${name}, once, within three days.` }
  })
  if ('refusal' in making) return making
  return actAsOperator(tools, grantRemit, { account: made.account, ...remit, catalogue }, () => making)
}

function options(args: readonly string[]) {
  try {
    const known = { role: { type: 'string' }, area: { type: 'string' }, shown: { type: 'string' } } as const
    return parseArgs({ args: [...args], options: known, allowPositionals: true })
  } catch {
    return { mistake: 'account add takes a name, --role ROLE, and may take --area CODE and --shown NAME.' }
  }
}

async function list(tools: Tools): Promise<Outcome> {
  const { vault } = await openVault(tools)
  const accounts = await listAccounts({ database: tools.record.database, vault, now: systemClock.now }, false)
  const lines = accounts.map(({ name, state, remits, hasFactor, usedAt }) =>
    [
      ...[name, state, remits.map(({ role, area }) => `${role}@${area}`).join(',') || 'no remit'],
      ...[hasFactor ? 'second factor' : 'password alone', new Date(usedAt).toISOString()],
    ].join('\t'),
  )
  const remark = 'There are no accounts yet; the start of the server prints a link for the first administrators.'
  return { answer: lines.join('\n'), ...(lines.length === 0 && { remark }) }
}
