import { useRef, useState } from 'react'
import './files.css'
import { type DraftFiles, MOST_DRAFT_FILES } from './draft-files.ts'
import { FileIcon } from './file-icon.tsx'
import { DraftThumbs } from './file-thumbs.tsx'
import { canRecord } from './record-voice.ts'
import { scalePhoto } from './scale-photo.ts'
import { useFileWords } from './use-file-words.ts'
import { useVoice } from './use-voice.ts'

/**
 * Adds photos and a voice note to what is being said, each with one thumb: the camera, a picture there is, the microphone.
 * Photos are brought down to size at once; whatever cannot be taken is said here.
 */
export function AttachBar({ drafts, hasCamera = true }: { readonly drafts: DraftFiles; readonly hasCamera?: boolean }) {
  const w = useFileWords()
  const camera = useRef<HTMLInputElement>(null)
  const album = useRef<HTMLInputElement>(null)
  const [isReading, setIsReading] = useState(false)
  const [isUnreadable, setIsUnreadable] = useState(false)
  const voice = useVoice((bytes, ms) => drafts.add('voice', bytes, ms))
  const take = async (chosen: FileList | null) => {
    setIsUnreadable(false)
    setIsReading(true)
    for (const file of chosen ?? []) {
      const scaled = await scalePhoto(file).catch(() => undefined)
      if (scaled) drafts.add('photo', scaled)
      else setIsUnreadable(true)
    }
    setIsReading(false)
  }
  const blocked = drafts.isFull ? w('full', { n: MOST_DRAFT_FILES }) : undefined
  return (
    <fieldset className="attach" aria-label={w('add')}>
      <DraftThumbs drafts={drafts} />
      <div className="attach-presses">
        {hasCamera && <Add icon="camera" words={w('camera')} blocked={blocked} onPress={() => camera.current?.click()} />}
        <Add icon="pick" words={w('pick')} blocked={blocked} isBusy={isReading} onPress={() => album.current?.click()} />
        {canRecord() && voice.since === undefined && (
          <Add icon="voice" words={w('voice')} blocked={blocked} onPress={() => void voice.start()} />
        )}
        {voice.since !== undefined && (
          <Add icon="stop" words={w('stop', { time: voice.clock })} isOn onPress={() => void voice.stop()} />
        )}
      </div>
      <p role="status" className="attach-said">
        {voice.since !== undefined && w('recording', { n: voice.leftS })}
        {voice.refusal !== undefined && w(voice.refusal)}
        {isUnreadable && w('unreadable')}
        {blocked}
      </p>
      <Chooser input={camera} label={w('camera')} isCamera onChosen={take} />
      <Chooser input={album} label={w('pick')} onChosen={take} />
    </fieldset>
  )
}

function Add({
  icon,
  words,
  blocked,
  isBusy = false,
  isOn = false,
  onPress,
}: {
  readonly icon: 'camera' | 'pick' | 'voice' | 'stop'
  readonly words: string
  readonly blocked?: string | undefined
  readonly isBusy?: boolean
  readonly isOn?: boolean
  onPress(): void
}) {
  const isOff = blocked !== undefined || isBusy
  return (
    <button
      type="button"
      className={`press attach-press${isOn ? ' is-on' : ''}${blocked === undefined ? '' : ' is-blocked'}`}
      title={blocked}
      aria-busy={isBusy}
      aria-disabled={isOff}
      onClick={() => !isOff && onPress()}
    >
      <FileIcon kind={icon} /> <span>{words}</span>
    </button>
  )
}

/** The browser's own way to a camera or an album; pressed by the buttons above, and by programs that test them. */
function Chooser({
  input,
  label,
  isCamera = false,
  onChosen,
}: {
  readonly input: React.RefObject<HTMLInputElement | null>
  readonly label: string
  readonly isCamera?: boolean
  onChosen(files: FileList | null): Promise<void>
}) {
  return (
    <input
      ref={input}
      type="file"
      accept="image/*"
      className="visually-hidden"
      tabIndex={-1}
      aria-hidden="true"
      aria-label={label}
      {...(isCamera ? { capture: 'environment' as const } : { multiple: true })}
      onChange={(event) => {
        const { currentTarget } = event
        // Chosen again it is taken again.
        void onChosen(currentTarget.files).then(() => {
          currentTarget.value = ''
        })
      }}
    />
  )
}
