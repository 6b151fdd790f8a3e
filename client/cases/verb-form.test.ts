import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import {
  AcceptCaseSchema,
  AnswerCaseSchema,
  AskCaseSchema,
  CarryCaseSchema,
  CheckCaseSchema,
  CloseCaseSchema,
  DeferCaseSchema,
  DescribeCaseSchema,
  DispatchCaseSchema,
  EvaluateCaseSchema,
  ExtendCaseSchema,
  FileCaseSchema,
  MergeCaseSchema,
  ProgressCaseSchema,
  RefuseAskSchema,
  RejectCaseSchema,
  ResumeCaseSchema,
  ReturnCaseSchema,
  ReworkCaseSchema,
  StartCaseSchema,
  SupplementCaseSchema,
  UnmergeCaseSchema,
  VerifyCaseSchema,
  VoidCaseSchema,
} from '#contract/case-commands.ts'
import { CASE_VERBS, type CaseVerb } from './case-verbs.ts'
import { fieldsOf, isOnePress, lackOf, newDraft, VERB_FORMS } from './verb-form.ts'

const SCHEMAS = {
  accept: AcceptCaseSchema,
  check: CheckCaseSchema,
  file: FileCaseSchema,
  reject: RejectCaseSchema,
  dispatch: DispatchCaseSchema,
  start: StartCaseSchema,
  progress: ProgressCaseSchema,
  answer: AnswerCaseSchema,
  return: ReturnCaseSchema,
  ask: AskCaseSchema,
  refuse: RefuseAskSchema,
  extend: ExtendCaseSchema,
  defer: DeferCaseSchema,
  carry: CarryCaseSchema,
  resume: ResumeCaseSchema,
  verify: VerifyCaseSchema,
  rework: ReworkCaseSchema,
  close: CloseCaseSchema,
  evaluate: EvaluateCaseSchema,
  supplement: SupplementCaseSchema,
  describe: DescribeCaseSchema,
  merge: MergeCaseSchema,
  unmerge: UnmergeCaseSchema,
  void: VoidCaseSchema,
} as const satisfies Record<CaseVerb, object>

const start = { department: 'urban', category: 'manhole', area: 'town', isUrgent: false }
const asked = { files: 0, start, now: 1_000 }

describe('what is said with a verb', () => {
  it.each(CASE_VERBS)('%s is taken by the server as it is filled in, with words and without', (verb) => {
    const full = { ...newDraft(start), words: '已处理', until: 5_000, into: 'c-2', category: 'road', satisfaction: 5 }
    for (const draft of [full, { ...full, request: 'deferral' as const }, { ...full, words: ' ' }]) {
      if (lackOf(verb, draft, { ...asked, files: 1 }) !== undefined) continue
      const body = { commandId: 'command-1', ...fieldsOf(verb, draft, start) }
      expect([...Value.Errors(SCHEMAS[verb], body)], JSON.stringify(body)).toEqual([])
    }
  })

  it('lacks a reason where the record must hold one, and says which field', () => {
    const empty = newDraft(start)
    expect(lackOf('reject', empty, asked)).toBe('words')
    expect(lackOf('progress', empty, asked)).toBe('anything')
    expect(lackOf('progress', empty, { ...asked, files: 1 })).toBeUndefined()
    expect(lackOf('defer', { ...empty, words: '雨季', until: 900 }, asked)).toBe('until')
    expect(lackOf('extend', { ...empty, words: '等件', amount: '0' }, asked)).toBe('limit')
    expect(lackOf('describe', empty, asked)).toBe('change')
    expect(lackOf('dispatch', { ...empty, department: '' }, asked)).toBe('department')
  })

  it('is nothing for what goes on by one press', () => {
    expect(CASE_VERBS.filter(isOnePress)).toEqual(['accept', 'file', 'start', 'close'])
    expect(Object.keys(VERB_FORMS).sort()).toEqual([...CASE_VERBS].sort())
  })
})
