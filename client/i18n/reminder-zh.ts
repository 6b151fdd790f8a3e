/** Words of reminders, in Chinese: the language the others are held against. */
export const reminderZh = {
  label: '催办',
  'debt.order-overdue': '指令超期',
  'debt.step-undecided': '预案步骤待决定',
  'debt.command-offered': '指挥权待接收',
  'debt.decision-undecided': '决策超期未定',
  'debt.level-unconfirmed': '事件级别待确认',
  'debt.order-unverified': '结果待核查',
  'debt.case-overdue': '案件超期',
  'debt.case-request': '申请待批',
  since: '已过 {span}',
  open: '打开',
  take: '我来办',
  'take-all': '接手全部 {n} 项',
  all: '全部 {n} 项',
  fold: '收起',
}
