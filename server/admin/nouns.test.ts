import { expect, it } from 'vitest'
import { readCommandLine, USAGE } from './nouns.ts'
import { readSourceCommand } from './source.ts'

it.each([[[]], [['help']], [['source', 'add', '--help']], [['reader', '-h']]])('helps whoever says %j', (args) => {
  expect(readCommandLine(args)).toEqual({ kind: 'help' })
})

it.each([
  [['list'], { kind: 'list' }],
  [['add', '水务局 feed'], { kind: 'add', name: '水务局 feed' }],
  [['rotate', 'simulated:water'], { kind: 'rotate', name: 'simulated:water' }],
])('reads source %j', (args, command) => {
  expect(readSourceCommand(args)).toEqual(command)
})

it('keeps the names of the simulated hub to it', () => {
  expect(readSourceCommand(['add', 'simulated:water'])).toEqual({ mistake: expect.stringContaining('the simulated hub') })
})

it.each([
  [['reader', 'add', 'dashboard of a friend']],
  [['reader', 'add', 'x', '--area', '441900', '--domains', 'traffic,power']],
  [['reader', 'list']],
  [['reader', 'disable', 'x']],
  [['screen', 'enrol', '0123', '4567', '--name', 'hall']],
  [['screen', 'enrol', '01234567', '--name', '主屏', '--area', '441900']],
  [['screen', 'revoke', 'hall']],
  [['screen', 'list']],
  [['account', 'list']],
  [['account', 'add', '张伟', '--role', 'town-staff', '--area', '441900']],
  [['account', 'invite', 'zhang wei']],
  [['account', 'unlock', 'zhang.wei']],
  [['account', 'forget-factors', 'zhang.wei']],
  [['authority', 'list', 'grid.load']],
  [['authority', 'hand', 'grid.load', '--to', 'power', '--area', 'rm-a', '--yes']],
  [['record', 'retain', '--days', '400']],
  [['audit', 'verify']],
  [['audit', 'anchor']],
  [['audit', 'prune', '--before', '2026-01-01']],
  [['personal', 'rotate']],
  [['block', 'end', '2001:db8::7']],
  [['backup', '/backups/today.backup']],
])('understands %j', (args) => {
  expect(readCommandLine(args)).toEqual({ work: expect.any(Function) })
})

it.each([[['restore', 'today.backup']], [['restore', 'today.backup', '--check']], [['restore', '--replace', 'today.backup']]])(
  'understands %j, which wants the record for itself',
  (args) => {
    expect(readCommandLine(args)).toEqual({ alone: expect.any(Function) })
  },
)

it.each([
  [['sources'], 'no command "sources"'],
  [['constructor'], 'no command "constructor"'],
  [['source', 'drop', 'x'], 'no command "source drop x"'],
  [['source', 'add'], 'exactly one name'],
  [['source', 'add', 'two', 'words'], 'quotes'],
  [['source', 'add', '-x'], 'cannot be a name'],
  [['source', 'add', 'x'.repeat(81)], 'up to 80'],
  [['source', 'add', 'line\nbreak'], 'cannot be a name'],
  [['reader', 'add'], 'exactly one name'],
  [['reader', 'add', 'x', '--areas', 'y'], '--area CODE'],
  [['reader', 'forget', 'x'], 'no command "reader forget x"'],
  [['screen', 'enrol', '0123', '--name', 'hall'], 'eight digits'],
  [['screen', 'enrol', '01234567'], '--name'],
  [['screen', 'revoke'], 'exactly one name'],
  [['account', 'add', 'x'], '--role ROLE, one of leader'],
  [['account', 'add', 'x', '--role', 'wall-screen'], '--role ROLE, one of leader'],
  [['account', 'add', '--role', 'leader'], 'exactly one name'],
  [['account', 'add', 'x', '--password', 'y'], '--role ROLE, and may take'],
  [['account', 'disable'], 'exactly one name'],
  [['account', 'drop', 'x'], 'no command "account drop x"'],
  [['authority', 'hand', 'grid.load'], '--to SOURCE'],
  [['authority', 'hand', '--to', 'power'], 'exactly one metric'],
  [['record', 'retain'], 'whole number from 35'],
  [['record', 'retain', '--days', '7'], 'whole number from 35'],
  [['record', 'drop'], 'no command "record drop"'],
  [['audit', 'delete'], 'no command "audit delete"'],
  [['audit', 'prune'], '--before'],
  [['audit', 'prune', '--before', 'yesterday'], 'YYYY-MM-DD'],
  [['personal', 'show'], 'no command'],
  [['block', 'end'], 'exactly one address'],
  [['backup'], 'exactly one file'],
  [['backup', '--all'], 'exactly one file'],
  [['restore'], 'exactly one file'],
  [['restore', 'a', '--check', '--replace'], '--check or --replace'],
  [['restore', 'a', '--force'], '--check or --replace'],
])('says what is wrong with %j', (args, words) => {
  expect(readCommandLine(args)).toEqual({ mistake: expect.stringContaining(words) })
})

it('says of every command what it does', () => {
  for (const noun of ['source', 'account', 'reader', 'screen']) expect(USAGE).toMatch(new RegExp(`^ {2}${noun} list`, 'm'))
})
