import { expect, it } from 'vitest'
import { readCommand } from './command.ts'

it.each([
  [[], { kind: 'help' }],
  [['source', 'add', '--help'], { kind: 'help' }],
  [['source', 'list'], { kind: 'list' }],
  [['source', 'add', '水务局 feed'], { kind: 'add', name: '水务局 feed' }],
  [['source', 'rotate', 'simulated:water'], { kind: 'rotate', name: 'simulated:water' }],
])('reads %j', (args, command) => {
  expect(readCommand(args)).toEqual(command)
})

it.each([
  [['sources'], 'no command "sources"'],
  [['source', 'drop', 'x'], 'no command "source drop x"'],
  [['source', 'add'], 'exactly one name'],
  [['source', 'add', 'two', 'words'], 'quotes'],
  [['source', 'add', '-x'], 'cannot be a name'],
  [['source', 'add', 'x'.repeat(81)], 'up to 80'],
  [['source', 'add', 'line\nbreak'], 'cannot be a name'],
])('says what is wrong with %j', (args, words) => {
  expect(readCommand(args)).toMatchObject({ kind: 'mistake', sentence: expect.stringContaining(words) })
})
