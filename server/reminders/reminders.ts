import type { FastifyPluginAsync } from 'fastify'
import type { AreaTree } from '#contract/catalogue.ts'
import { TakeRemindersSchema } from '#contract/reminder.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { commandRoutes } from '../matters/command-routes.ts'
import { takeReminders } from './take-reminders.ts'

export interface RemindersParts extends ExecuteParts {
  readonly tree: AreaTree
}

/** What people do with reminders: under /api/reminders. They are read and followed like all matters. */
export const reminders: FastifyPluginAsync<RemindersParts> = async (app, parts) => {
  const serve = commandRoutes(app, parts, { at: '/api/reminders', tag: 'reminders' })
  serve('/take', ['takeReminders', 'Take reminders of what is owed on'], TakeRemindersSchema, takeReminders(parts.tree))
}
