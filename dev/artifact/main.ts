/** `npm run artifact`: the stations of a pipeline as an artifact in an OCI registry. */
import { messageOf } from '#lib/platform/errors.ts'
import { runArtifact } from './cli.ts'

try {
  await runArtifact(process.argv.slice(2), { env: process.env, print: console.log })
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
