import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cityFolder, cityNames } from './city-folder.ts'
import { CityFault } from './finding.ts'
import { type BoundaryFile, loadBoundary } from './load-boundary.ts'
import { loadCity } from './load-city.ts'
import { ringAreaKm2 } from './ring.ts'
import { copyTinyCity } from './testing/copy-city.ts'

/** Places as two systems write them, from the tests and documents of published converters; CGCS2000 is WGS84 here. */
const SAME_PLACE: Record<BoundaryFile['coordinates'], { told: readonly [number, number]; wgs84: readonly [number, number] }> = {
  WGS84: { told: [121.5272106, 31.1774276], wgs84: [121.5272106, 31.1774276] },
  CGCS2000: { told: [121.5272106, 31.1774276], wgs84: [121.5272106, 31.1774276] },
  'GCJ-02': { told: [121.531541859215, 31.17530398364597], wgs84: [121.5272106, 31.1774276] },
  'BD-09': { told: [116.41661560068297, 39.92196580126834], wgs84: [116.403988, 39.914266] },
}

describe('a deployment’s own boundaries', () => {
  it.each(Object.keys(SAME_PLACE) as BoundaryFile['coordinates'][])('in %s are served in WGS84', async (coordinates) => {
    await using city = await copyTinyCity()
    const { told, wgs84 } = SAME_PLACE[coordinates]
    const [x, y] = told
    const polygon = [
      [
        [x, y],
        [x + 0.01, y],
        [x + 0.01, y + 0.01],
        [x, y],
      ],
    ]
    await writeFile(
      join(city.folder, 'own.geojson'),
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: { code: 'mill' }, geometry: { type: 'Polygon', coordinates: polygon } }],
      }),
    )
    const { features } = await loadBoundary(city.folder, { file: 'own.geojson', coordinates, schematic: false, source: 'survey' })
    const [feature] = features
    expect(feature?.geometry.type).toBe('Polygon')
    const [lon, lat] = feature?.geometry.type === 'Polygon' ? (feature.geometry.coordinates[0]?.[0] ?? []) : []
    expect(lon).toBeCloseTo(wgs84[0], 4)
    expect(lat).toBeCloseTo(wgs84[1], 4)
    expect(feature?.properties).toEqual({ code: 'mill' })
  })

  it('that are not GeoJSON are refused by name', async () => {
    await using city = await copyTinyCity()
    await writeFile(join(city.folder, 'own.geojson'), '{"type":"Topology"}')
    await expect(
      loadBoundary(city.folder, { file: 'own.geojson', coordinates: 'WGS84', schematic: false, source: 's' }),
    ).rejects.toThrow(/own\.geojson: is not a GeoJSON FeatureCollection/)
  })

  it('that are not there are refused by name', async () => {
    await expect(
      loadBoundary('/nowhere', { file: 'own.geojson', coordinates: 'WGS84', schematic: false, source: 's' }),
    ).rejects.toBeInstanceOf(CityFault)
  })
})

describe('the schematic boundaries that come with a city', () => {
  it.each(cityNames())('of %s fill its outline without overlap, one cell for each town', async (name) => {
    const { catalogue, folder } = await loadCity(name)
    const { boundaries, outline } = catalogue.city.map
    if (!boundaries?.schematic || !outline) return
    const cells = await loadBoundary(folder, boundaries)
    const whole = await loadBoundary(folder, outline)
    const areaOf = (collection: typeof cells) =>
      collection.features
        .flatMap(({ geometry }) =>
          geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [],
        )
        .flat()
        .reduce((sum, ring) => sum + ringAreaKm2(ring as [number, number][]), 0)
    expect(areaOf(cells) / areaOf(whole)).toBeCloseTo(1, 2)
    const towns = catalogue.areas.filter(({ level, kind }) => level === 'town' && kind !== 'functional-area')
    expect(cells.features.map(({ properties }) => properties?.code).sort()).toEqual(towns.map(({ code }) => code).sort())
    expect(cityFolder(name)).toBe(folder)
  })
})
