export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  [name: string]: Json
}

/**
 * Says tuples the way JSON Schema 2020-12 does, which OpenAPI 3.1 is written in: `prefixItems`, and `items: false` for
 * "no more". Validators of requests read the older form just as well, so only the description is changed.
 */
export function modernTuples(node: Json): Json {
  if (Array.isArray(node)) return node.map(modernTuples)
  if (!isObject(node)) return node
  const { items, additionalItems, ...rest } = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, modernTuples(value)]),
  )
  if (!Array.isArray(items)) return withGiven(rest, { items, additionalItems })
  return { ...rest, prefixItems: items, items: additionalItems ?? true }
}

function isObject(node: Json | undefined): node is JsonObject {
  return typeof node === 'object' && node !== null && !Array.isArray(node)
}

function withGiven(rest: JsonObject, more: Record<string, Json | undefined>): JsonObject {
  for (const [name, value] of Object.entries(more)) if (value !== undefined) rest[name] = value
  return rest
}
