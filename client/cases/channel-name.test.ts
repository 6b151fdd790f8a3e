import { expect, it } from 'vitest'
import { caseTranslator } from '../i18n/case-words.ts'
import { channelName } from './channel-name.ts'

it('names the way into a hotline in words, and leaves other names as the source writes them', () => {
  const [zh, en] = [caseTranslator('zh'), caseTranslator('en')]
  expect(['12345', '12345-wechat', '12345-app', '12345-x', '数字城管'].map((one) => channelName(one, zh))).toEqual([
    '12345',
    '12345 微信',
    '12345 App',
    '12345-x',
    '数字城管',
  ])
  expect(channelName('12345-wechat', en)).toBe('12345 by WeChat')
})
