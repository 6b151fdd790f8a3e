import { expect, it } from 'vitest'
import { packetFrame } from '../../live/frame.ts'
import { FrameReader, maskedText } from './frame-reader.ts'

it('hears the same messages in whatever pieces they come', () => {
  const said = ['a', 'b'.repeat(200), Buffer.alloc(70_000, 7), 'c']
  const bytes = Buffer.concat(said.map(packetFrame))
  for (const size of [1, 2, 3, 125, 4_096, bytes.length]) {
    const heard: [string, boolean][] = []
    const reader = new FrameReader((payload, isText) => heard.push([payload.toString('latin1'), isText]))
    for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size))
    expect(heard).toEqual(said.map((each) => (typeof each === 'string' ? [`4${each}`, true] : [each.toString('latin1'), false])))
  }
})

it('masks what it says with a mask that leaves it as it is', () => {
  expect([...maskedText('3')]).toEqual([0x81, 0x81, 0, 0, 0, 0, '3'.charCodeAt(0)])
  expect([...maskedText('x'.repeat(300)).subarray(0, 8)]).toEqual([0x81, 0xfe, 1, 44, 0, 0, 0, 0])
})
