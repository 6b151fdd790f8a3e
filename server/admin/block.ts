import type { Block } from '#contract/block.ts'
import { defineAct } from '../access/act/act.ts'
import { blockKey } from '../access/hardening/blocks/block-key.ts'
import { endBlock } from '../access/hardening/blocks/end-block.ts'
import { systemClock } from '../clock/system-clock.ts'
import type { Noun, Outcome, Tools } from './noun.ts'
import { actAsOperator } from './operator.ts'

/** Who is kept out, for the person at the machine: there nobody can lock themselves out. */
export const block: Noun = {
  usage: `
block list            lists the addresses that are kept out, until when, and what they touched
block end ADDRESS     lets an address in again; a server that runs knows within a quarter of a minute`,
  read: ([verb, address, ...more]) => {
    if (verb === 'list' && address === undefined) return { work: list }
    if (verb !== 'end') return { mistake: `There is no command "${['block', verb, address, ...more].join(' ').trim()}".` }
    if (address === undefined || more.length > 0) return { mistake: 'block end needs exactly one address, as block list shows it.' }
    const key = address.includes('/') ? address : blockKey(address)
    return {
      work: (tools) =>
        actAsOperator(tools, endBlockHere, { address: key }, () => ({ answer: '', remark: `${key} is let in again.` })),
    }
  },
}

/** The same act; whoever has the machine needs no role for it. */
const endBlockHere = defineAct({ ...endBlock, needs: 'anyone' })

async function list({ record }: Tools): Promise<Outcome> {
  const rows = await record.database.query<Block>(
    `select address, reason, ends_at as "endsAt", touches from guanlan.block where ends_at > $1 order by begun_at`,
    [systemClock.now()],
  )
  const answer = rows.map(({ address, reason, endsAt, touches }) =>
    [address, new Date(endsAt).toISOString(), String(touches), reason].join('\t'),
  )
  return { answer: answer.join('\n'), ...(rows.length === 0 && { remark: 'Nobody is kept out.' }) }
}
