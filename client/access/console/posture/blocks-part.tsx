import { useMemo, useState } from 'react'
import type { Block, Blocks } from '#contract/block.ts'
import { call } from '../../call.ts'
import { usePage } from '../../page/page-context.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { ConsoleHead } from '../../parts/console-head.tsx'
import { Press } from '../../parts/press.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { useRead } from '../../use-read.ts'

/** Addresses that are kept out, why and until when; the security administrator lets one in again. */
export function BlocksPart() {
  const { w, t, format } = usePage()
  const read = useRead<Blocks>('/api/blocks')
  const [ending, setEnding] = useState<Block>()
  const columns = useMemo((): readonly Column<Block>[] => {
    const at = (moment: number) => `${format.date(moment)} ${format.time(moment)}`
    return [
      { id: 'address', title: w('blocks.address'), cell: ({ address }) => <b className="fig">{address}</b> },
      { id: 'reason', title: w('blocks.reason'), cell: ({ reason }) => reason },
      { id: 'touches', title: w('blocks.touches'), isFigure: true, isMinor: true, cell: ({ touches }) => touches },
      { id: 'begun', title: w('blocks.begun'), isFigure: true, isMinor: true, cell: ({ begunAt }) => at(begunAt) },
      { id: 'ends', title: w('blocks.ends'), isFigure: true, cell: ({ endsAt }) => at(endsAt) },
      { id: 'end', title: '', isFigure: true, cell: (block) => <Press onPress={() => setEnding(block)}>{w('blocks.end')}</Press> },
    ]
  }, [w, format])
  const body = read.reading.kind === 'here' ? read.reading.body : undefined
  return (
    <>
      <ConsoleHead title={w('part.blocks')} count={body && String(body.blocks.length)}>
        <Press onPress={read.again}>{w('posture.again')}</Press>
      </ConsoleHead>
      <main id="content" className="console-body" tabIndex={-1}>
        <ReadState read={read}>
          {({ blocks, exempt }) => (
            <>
              <Table
                caption={w('part.blocks')}
                columns={columns}
                rows={blocks}
                keyOf={({ address }) => address}
                empty={w('blocks.none')}
              />
              {exempt.length > 0 && <p className="console-note">{w('blocks.exempt', { addresses: exempt.join(t('list.and')) })}</p>}
            </>
          )}
        </ReadState>
      </main>
      {ending && (
        <Confirm
          title={w('blocks.end-title', { address: ending.address })}
          verb={w('blocks.end')}
          onClose={() => setEnding(undefined)}
          act={async () => {
            await call('DELETE', `/api/blocks/${encodeURIComponent(ending.address)}`)
            read.again()
          }}
        >
          <p>{w('blocks.end-what', { address: ending.address, n: ending.touches })}</p>
        </Confirm>
      )}
    </>
  )
}
