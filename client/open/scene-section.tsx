import { useEffect, useRef } from 'react'
import type { OpenAudience, OpenBlock, OpenCatalogue, OpenCatalogueFigure } from '#contract/open.ts'
import { FigureRow } from './figure-row.tsx'
import { FigureTile } from './figure-tile.tsx'
import { LeadFigure } from './lead-figure.tsx'
import { OPEN_PATHS } from './open-address.ts'
import type { Telling } from './open-model.ts'
import { useInSight } from './use-in-sight.ts'

interface Props {
  readonly scene: OpenCatalogue['scenes'][number]
  readonly block: OpenBlock | undefined
  readonly telling: Telling
  readonly audience: OpenAudience
  readonly isFirst: boolean
  follow(scene: string): () => void
}

/** One scene: a first one with words for its values is all tiles, which lead on; every other begins with its first figure large, then rows. */
export function SceneSection({ scene, block, telling, audience, isFirst, follow }: Props) {
  const { catalogue, language } = telling
  const section = useRef<HTMLElement>(null)
  const isInSight = useInSight(section)
  useEffect(() => (isInSight ? follow(scene.id) : undefined), [isInSight, follow, scene.id])
  const figures = scene.figures.flatMap((id) => catalogue.figures.find(({ metric }) => metric === id) ?? [])
  const isTiled = isFirst && figures.some(({ bands }) => bands !== undefined)
  const tiles = isTiled ? figures : []
  const lead = isTiled ? undefined : figures[0]
  const rows = figures.filter((figure) => figure !== lead && !isTiled)
  const told = ({ metric }: OpenCatalogueFigure) => block?.figures.find((each) => each.metric === metric)
  return (
    <section ref={section} id={scene.id} className={`open-scene${isFirst ? ' is-first' : ''}`} aria-labelledby={`${scene.id}-name`}>
      <div className="open-scene-head">
        <h2 id={`${scene.id}-name`}>{scene.names[language]}</h2>
        <p>{scene.about[language]}</p>
        <Takes scene={scene} block={block} telling={telling} audience={audience} />
      </div>
      <div className="open-scene-body">
        {tiles.length > 0 && (
          <ul className="open-tiles">
            {tiles.map((figure) => (
              <FigureTile
                key={figure.metric}
                figure={figure}
                told={told(figure)}
                telling={telling}
                more={sceneOf(figure, scene, catalogue)}
              />
            ))}
          </ul>
        )}
        {lead && <LeadFigure figure={lead} told={told(lead)} telling={telling} />}
        {rows.length > 0 && (
          <ul className="open-rows">
            {rows.map((figure) => (
              <FigureRow key={figure.metric} figure={figure} told={told(figure)} telling={telling} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

/** Another scene in which a figure stands with all that is known of it. */
function sceneOf({ metric }: OpenCatalogueFigure, scene: Props['scene'], { scenes }: OpenCatalogue): string | undefined {
  return scenes.find(({ id, figures }) => id !== scene.id && figures.includes(metric))?.id
}

/** Downloads of a scene: the current block as a table or as JSON, and the one before it. */
function Takes({ scene, block, telling: { language, t }, audience }: Pick<Props, 'scene' | 'block' | 'telling' | 'audience'>) {
  const address = `${OPEN_PATHS[audience]}/blocks/${scene.id}`
  const label = (form: string) => t('take.label', { scene: scene.names[language], form })
  return (
    <p className="open-takes">
      <a href={`${address}?format=csv`} download aria-label={label('CSV')}>
        {t('take.csv')}
      </a>
      <a href={address} aria-label={label('JSON')}>
        {t('take.json')}
      </a>
      {block?.previous !== null && block !== undefined && (
        <a href={`${address}/${block.previous}?format=csv`} download aria-label={label(`${t('take.previous')} CSV`)}>
          {t('take.previous')}
        </a>
      )}
    </p>
  )
}
