/**
 * Measures several contenders in several rounds, every other round the other way round, so that a machine that warms, slows
 * or is busy for a while favours none of them.
 *
 * @param measure one contender in one round; they run one after the other
 * @returns what was measured of each, in the order of the rounds
 */
export async function alternate<Name extends string, Measured>(
  contenders: readonly Name[],
  rounds: number,
  measure: (contender: Name, round: number) => Promise<Measured>,
): Promise<Record<Name, Measured[]>> {
  const measured = Object.fromEntries(contenders.map((name) => [name, []])) as unknown as Record<Name, Measured[]>
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? contenders : contenders.toReversed()) measured[name].push(await measure(name, round))
  return measured
}
