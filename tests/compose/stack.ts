import { buildBridges, functionNames } from '../../dev/build.ts'
import { buildImage } from '../../dev/images/engine.ts'
import { REPOSITORY } from '../../dev/images/image.ts'
import { dockerAnswers } from '../../dev/stack/compose.ts'
import { compose } from './containers.ts'

/** Builds the images and the bridges as they are now, and has everything up; takes it down afterwards, its data too. */
export async function setup(): Promise<() => Promise<void>> {
  if (!(await dockerAnswers())) throw new Error('no Docker engine with compose answers')
  await buildBridges()
  for (const name of functionNames()) buildImage('docker', name, process.env.REPOSITORY ?? REPOSITORY)
  const remove = () => compose.run('--profile', '*', 'down', '--volumes')
  await remove() // what an earlier run, cut off, has left
  try {
    await upWhole()
  } catch (error) {
    await remove()
    throw error
  }
  return remove
}

/** Starts what is not running, and waits until all are healthy. */
export function upWhole(): Promise<void> {
  return compose.run('--profile', 'functions', 'up', '--wait')
}
