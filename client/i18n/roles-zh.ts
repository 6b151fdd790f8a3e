/** What roles are called, and the mark of a trial, in Chinese. */
export const rolesZh = {
  'trial.mark': '试用',
  'role.leader': '领导',
  'role.commander': '指挥长',
  'role.duty-officer': '值班员',
  'role.dispatcher': '调度员',
  'role.department-staff': '部门人员',
  'role.town-staff': '镇街人员',
  'role.field-responder': '现场人员',
  'role.data-steward': '数据专员',
  'role.wall-director': '大屏导播',
  'role.system-administrator': '系统管理员',
  'role.security-administrator': '安全管理员',
  'role.audit-administrator': '审计管理员',
  'role.enterprise': '企业用户',
  'role.wall-screen': '大屏',
  'role.office-screen': '中屏',
  'role.reader': '读取程序',
  'role.visitor': '访客',
} as const

/** A word of the roles, by name. */
export type RoleWord = keyof typeof rolesZh
