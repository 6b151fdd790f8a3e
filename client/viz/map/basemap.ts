import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapSettings } from '#contract/city.ts'
import type { VizTheme } from '../theme.ts'

/** What lies below our own lines where a deployment has a basemap of its own. The map engine's own form of a style. */
export type Basemap = StyleSpecification

type Configured = NonNullable<MapSettings['basemap']>

/**
 * Reads the deployment's basemap: a MapLibre style by its address, or a PMTiles file of the city's folder (or by its
 * address), drawn in the ink of the page. Rejects when it cannot be read; the map is then drawn without it.
 */
export async function loadBasemap(configured: Configured, theme: VizTheme): Promise<Basemap> {
  if ('style' in configured) {
    const answer = await fetch(configured.style)
    if (!answer.ok) throw new Error(`basemap ${configured.style}: the server answered ${answer.status}`)
    return (await answer.json()) as Basemap
  }
  const [{ PMTiles, Protocol, TileType }, { addProtocol }] = await Promise.all([import('pmtiles'), import('maplibre-gl')])
  const address = /^https?:/.test(configured.pmtiles)
    ? configured.pmtiles
    : new URL(`/api/city/files/${configured.pmtiles}`, location.href).href
  const archive = new PMTiles(address)
  const protocol = new Protocol()
  protocol.add(archive)
  addProtocol('pmtiles', protocol.tile)
  const { tileType, minZoom, maxZoom } = await archive.getHeader()
  const url = `pmtiles://${address}`
  if (tileType !== TileType.Mvt) {
    return {
      version: 8,
      sources: { basemap: { type: 'raster', url, tileSize: 256, minzoom: minZoom, maxzoom: maxZoom } },
      layers: [{ id: 'basemap', type: 'raster', source: 'basemap', paint: { 'raster-opacity': 0.5, 'raster-saturation': -0.8 } }],
    }
  }
  const metadata = (await archive.getMetadata()) as { readonly vector_layers?: readonly { readonly id: string }[] }
  return {
    version: 8,
    sources: { basemap: { type: 'vector', url } },
    layers: [
      { id: 'basemap-page', type: 'background', paint: { 'background-color': theme.ink[1] } },
      ...(metadata.vector_layers ?? []).flatMap(({ id }) => inkLayers(id, theme)),
    ],
  }
}

const WATER = /water|ocean|sea|river/i
const ROAD = /road|transport|street|rail/i

/** A vector layer in ink: surfaces a shade off the page, lines as hairs, roads a little stronger, water below all. */
function inkLayers(id: string, theme: VizTheme): LayerSpecification[] {
  const fill = WATER.test(id) ? theme.ink[0] : theme.ink[2]
  const line = ROAD.test(id) ? theme.ink[4] : theme.ink[3]
  const isFill = ['==', ['geometry-type'], 'Polygon'] as ['==', unknown, string]
  const isLine = ['==', ['geometry-type'], 'LineString'] as ['==', unknown, string]
  const place = { source: 'basemap', 'source-layer': id }
  return [
    { id: `${id}-fill`, type: 'fill', ...place, filter: isFill, paint: { 'fill-color': fill, 'fill-opacity': 0.7 } },
    {
      id: `${id}-line`,
      type: 'line',
      ...place,
      filter: isLine,
      paint: { 'line-color': line, 'line-width': ROAD.test(id) ? 1 : 0.6 },
    },
  ] as LayerSpecification[]
}
