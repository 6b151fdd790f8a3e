import { createHash } from 'node:crypto'
import type { Area } from '#contract/area.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import { promiseMs } from '#contract/metric.ts'
import type { OpenArea, OpenAudience, OpenCatalogue, OpenCatalogueFigure, OpenList } from '#contract/open.ts'
import type { OpenPlan, PlannedFigure } from './open-plan.ts'
import { BLOCK_MS, REFRESH_MS } from './pace.ts'

/** What an audience is told of what is published for it: only its scenes, their figures, areas and departments. */
export function openCatalogue(catalogue: Catalogue, open: OpenList, plan: OpenPlan, audience: OpenAudience): OpenCatalogue {
  const scenes = plan.scenes.filter((scene) => scene.audience === audience)
  const shown = new Set(scenes.flatMap(({ figures }) => figures))
  const planned: readonly PlannedFigure[] = [...plan.plain.values(), ...plan.groups.flatMap(({ figures }) => figures)]
  const figures = planned.filter(({ metric }) => shown.has(metric.id))
  const areas = new Set(figures.flatMap((figure) => figure.areas))
  const departments = new Set(figures.map(({ metric }) => metric.department))
  const { names, timeZone, area } = catalogue.city
  const said = {
    hub: catalogue.hub,
    audience,
    city: { names, timeZone, area },
    refreshMs: REFRESH_MS,
    blockMs: BLOCK_MS,
    licence: open.licence,
    terms: open.terms,
    areas: catalogue.areas.filter(({ code }) => areas.has(code)).map(toOpenArea),
    departments: catalogue.city.departments.filter(({ id }) => departments.has(id)),
    figures: figures.map(toFigure),
    scenes: scenes.map(({ id, names, about, figures }) => ({ id, names, about, figures })),
  }
  return { version: createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16), ...said }
}

function toOpenArea({ code, level, parent, names, short }: Area): OpenArea {
  return { code, level, ...(parent !== undefined && { parent }), names, ...(short && { short }) }
}

function toFigure({ metric, figure, step, form }: PlannedFigure): OpenCatalogueFigure {
  const { id, names, short, unit, decimals, department } = metric
  const { topic, bands } = figure
  return {
    metric: id,
    names,
    ...(short && { short }),
    ...{ unit, decimals, department, meaning: figure.meaning, depth: figure.depth, step, form, promiseMs: promiseMs(metric) },
    ...(topic && { topic }),
    ...(bands && { bands }),
    ...(figure.protect !== false && { threshold: figure.protect.threshold }),
  }
}
