import type { RoleWord } from './roles-zh.ts'

/** What roles are called, and the mark of a trial, in English. */
export const rolesEn = {
  'trial.mark': 'Trial',
  'role.leader': 'Leader',
  'role.commander': 'Commander',
  'role.duty-officer': 'Duty officer',
  'role.dispatcher': 'Dispatcher',
  'role.department-staff': 'Department staff',
  'role.town-staff': 'Town staff',
  'role.field-responder': 'Field responder',
  'role.data-steward': 'Data steward',
  'role.wall-director': 'Wall director',
  'role.system-administrator': 'System administrator',
  'role.security-administrator': 'Security administrator',
  'role.audit-administrator': 'Audit administrator',
  'role.enterprise': 'Enterprise',
  'role.wall-screen': 'Wall',
  'role.office-screen': 'Office screen',
  'role.reader': 'Reader',
  'role.visitor': 'Visitor',
} as const satisfies Record<RoleWord, string>
