import type { CaseMatter, CaseState } from '#contract/case.ts'

/** A case as a test tells it: collected from a hotline, unless it says otherwise. */
export function toldCase(said: Partial<CaseState> = {}): CaseState {
  return {
    number: '20261123-000001',
    origin: { kind: 'source', id: 'hotline', channel: '12345', key: 'a-1' },
    category: 'road-damage',
    what: '路面塌陷，夜间无警示',
    isUrgent: false,
    place: { area: 'town', at: [113.67, 22.81], text: '博涌社区' },
    attachments: [],
    supplements: [],
    stage: 'collected',
    queue: 'intake',
    stamps: [],
    needsCheck: true,
    progress: [],
    clocks: {},
    wasLate: false,
    returned: 0,
    reworked: 0,
    extensions: [],
    duplicates: [],
    ...said,
  }
}

export function toldCaseMatter(said: Partial<CaseState> = {}): CaseMatter {
  return {
    ...{ kind: 'case', id: 'c1', version: 1, revision: 1, openedAt: 0, changedAt: 0, isOpen: true, reach: { area: 'town' } },
    state: toldCase(said),
  }
}
