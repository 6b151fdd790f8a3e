import type { fileZh } from './file-zh.ts'

/** Photos and voice notes. */
export const fileEn: Readonly<Record<keyof typeof fileZh, string>> = {
  add: 'Photos and voice',
  camera: 'Photo',
  pick: 'Pick',
  voice: 'Voice',
  stop: 'Stop {time}',
  recording: 'Recording; ends by itself in {n} s',
  remove: 'Remove {what}',
  photo: 'Photo {n}',
  'voice.note': 'Voice note {time}',
  'voice.unknown': 'Voice note',
  play: 'Play voice note {time}',
  pause: 'Pause',
  open: 'Look at photo {n}',
  viewer: 'Photo',
  previous: 'Previous',
  next: 'Next',
  gone: 'This photo cannot be shown now',
  'sound.gone': 'This voice note cannot be played now',
  unreadable: 'This picture cannot be read; try another',
  'no-microphone': 'No microphone can be used; write, or send a photo',
  'not-allowed':
    'The microphone is not allowed: allow it in the site settings of the browser and press again, or write or send a photo',
  full: '{n} at most',
  waiting: '{n} files, {sent} sent',
  count: '{n} files',
}
