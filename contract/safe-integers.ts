/**
 * A schema like the given one in which every whole number is one that can be counted exactly, where it says nothing of its
 * own: beyond that, JSON, JavaScript and the record each mean another number by the same digits, or none. Pure.
 */
export function withSafeIntegers<Schema>(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(withSafeIntegers) as Schema
  if (typeof schema !== 'object' || schema === null) return schema
  const { $id: _, ...said } = schema as Record<string, unknown>
  const bounded = Object.fromEntries(Object.entries(said).map(([key, value]) => [key, withSafeIntegers(value)]))
  return (said.type === 'integer' ? { minimum: -MOST, maximum: MOST, ...bounded } : bounded) as Schema
}

const MOST = Number.MAX_SAFE_INTEGER
