/** A change that breaks a promise, and the test that must notice it. */
export type Mutant = {
  /** What goes wrong, in few words. */
  name: string
  promise: 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7' | 'P8'
  file: string
  /** Text that the file has exactly once, and what stands in its place. */
  before: string
  after: string
  /** `name` is a part of the test's own. */
  killedBy: { project: 'unit' | 'integration'; file: string; name: string }
}

/**
 * The text with the change.
 * @throws when there is not exactly one place for it: the code has moved on, and the mutant has to follow
 */
export function mutate(text: string, { name, file, before, after }: Mutant): string {
  const places = text.split(before).length - 1
  if (places !== 1) throw new Error(`mutant "${name}": its text is ${places} times in ${file}, not once`)
  return text.replace(before, () => after)
}
