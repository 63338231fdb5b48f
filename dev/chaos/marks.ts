/** What the store keeps of an id to know it again: its last 64 bits, as a signed whole number. */
export function markOf(id: string): string {
  return BigInt.asIntN(64, BigInt(`0x${id.slice(19).replace('-', '')}`)).toString()
}
