import type { Stage, Variant } from './bench.ts'

/** Sets up variants; what they stand on is owned, and ends with the stage, or at once when the setting up fails. */
export async function staged(
  setUp: (owned: AsyncDisposableStack) => Promise<readonly [Variant, ...Variant[]]>,
): Promise<Stage> {
  await using owned = new AsyncDisposableStack()
  const variants = await setUp(owned)
  const all = owned.move()
  return { variants, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
