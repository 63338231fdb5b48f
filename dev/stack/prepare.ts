import type { Stack } from './broker.ts'
import { composeStack, dockerAnswers } from './compose.ts'
import { installNative } from './install.ts'
import type { NativeOptions } from './native-options.ts'
import { createNativeStack } from './native-stack.ts'
import { defaultPorts, freePorts } from './ports.ts'

/** Which kind of stack is wanted; where nobody says, Docker's when an engine answers. */
export type PrepareOptions = Omit<NativeOptions, 'ports'> & {
  with: 'native' | 'compose' | undefined
  /** A native stack on any ports that nobody uses. */
  freePorts: boolean
}

/** A stack for `npm start`, with all that it needs installed. Nothing runs yet. */
export async function prepareStack({
  with: kind,
  freePorts: free,
  ...options
}: PrepareOptions): Promise<Stack> {
  const isWanted = kind !== 'native' && (await dockerAnswers())
  if (isWanted) return composeStack(options)
  if (kind === 'compose') throw new Error('no Docker engine answers: start it, or use --with native')
  await installNative(options.progress)
  return createNativeStack({ ...options, ports: free ? await freePorts() : defaultPorts })
}
