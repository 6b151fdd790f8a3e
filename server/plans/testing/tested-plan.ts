import type { Plan } from '#contract/plan.ts'

const names = (text: string) => ({ zh: text, en: text })
const FIELD = [{ kind: 'role', role: 'field-responder', area: 'town' }] as const

/** A plan with a step of every sort: at once, by a figure that lasts, after another step, by casualties, for the commander, by what became of orders. */
export const TESTED_PLAN: Plan = {
  ...{ id: 'flood', names: names('防汛预案'), edition: '1', source: 'tested', classes: ['accident', 'natural-disaster'] },
  levels: ['II', 'III'],
  phases: [
    { id: 'respond', names: names('处置') },
    { id: 'recover', names: names('恢复') },
  ],
  steps: [
    {
      ...{ id: 'towns', phase: 'respond', names: names('部署镇街'), withinMinutes: 10 },
      orders: [
        { title: '落实{level}响应', text: '{title}', to: [{ kind: 'role', role: 'town-staff', area: 'towns' }], slaMinutes: 15 },
        { title: '到{place}排涝', to: [...FIELD], slaMinutes: 30, wants: [{ kind: 'pump', count: 1 }] },
      ],
    },
    {
      ...{ id: 'close', phase: 'respond', names: names('封路'), approval: 'commander' },
      when: { all: [{ kind: 'figure', metric: 'city.depth', is: 'at-least', value: 27, holdS: 120 }] },
      orders: [{ title: '封闭积水路段', text: '{why}', to: [...FIELD], slaMinutes: 10 }],
    },
    {
      ...{ id: 'rescue', phase: 'respond', names: names('营救') },
      when: {
        any: [
          { kind: 'casualties', figure: 'trapped', atLeast: 1 },
          { kind: 'level', field: 'event', atLeast: 'I' },
        ],
      },
      orders: [{ title: '营救被困人员', to: [...FIELD], slaMinutes: 20 }],
    },
    {
      ...{ id: 'groups', phase: 'respond', names: names('成立工作组'), approval: 'commander', levels: ['II'] },
      groups: [{ kind: 'rescue', departments: ['waterworks'] }],
    },
    {
      ...{ id: 'drained', phase: 'recover', names: names('排涝完成') },
      when: { all: [{ kind: 'orders', step: 'towns', are: 'done' }] },
    },
    {
      ...{ id: 'help', phase: 'respond', names: names('请求支援') },
      when: { any: [{ kind: 'orders', step: 'towns', are: 'failed' }] },
      orders: [{ title: '增援排涝', text: '{why}', to: [...FIELD], slaMinutes: 30 }],
    },
    {
      ...{ id: 'clear', phase: 'recover', names: names('清淤') },
      when: {
        all: [
          { kind: 'step', step: 'close' },
          { kind: 'elapsed', minutes: 60, since: 'applied' },
        ],
      },
    },
  ],
}
