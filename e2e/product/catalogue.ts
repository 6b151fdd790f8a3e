import type { Catalogue } from '#contract/catalogue.ts'
import type { Wall } from '#contract/city.ts'
import type { ScreenSize } from '../screens.ts'
import type { Product } from './product.ts'

/** Everything the product says of its city. */
export async function cityOf(product: Product): Promise<Catalogue> {
  const response = await product.read('/api/catalogue')
  if (!response.ok) throw new Error(`The catalogue answered ${response.status}.`)
  return (await response.json()) as Catalogue
}

/** A wall that the city does not describe is taken to be 3.65 m wide and seen from 4 m, as docs/operations.md says. */
const UNDESCRIBED = { widthMetres: 3.65, distanceMetres: 4 }

/** The wall of the city with these pixels, with its size in the world. */
export function wallOf({ city }: Catalogue, { width, height }: ScreenSize): Pick<Wall, 'width' | 'widthMetres' | 'distanceMetres'> {
  const known = city.walls.find((wall) => wall.width === width && wall.height === height)
  return { ...UNDESCRIBED, ...known, width }
}
