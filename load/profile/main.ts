/** `npm run profile`: where the time goes. */
import { parseArgs } from 'node:util'
import { messageOf } from '#lib/platform/errors.ts'
import { benches } from '../bench/benches.ts'
import { writeShelf } from '../bench/run-all.ts'
import { shelf } from '../bench/shelf.ts'
import { keepProfile } from './kept.ts'
import { profilePage } from './page.ts'
import { runProfile } from './run.ts'

const help = `npm run profile -- [options]

  --write    keep the result in load/results/profile.json, and write docs/benchmarks.md anew
  --help     this text

It starts a pipeline of its own on free ports, sends it as many readings as it takes for half a minute, and leaves V8's
profiles in .dev/profiles, one a process: Chromium's developer tools draw them.`

try {
  const options = {
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ options })
  if (values.help) console.log(help)
  else {
    const profile = await runProfile()
    console.log(`\n${profilePage(profile)}`)
    if (values.write) {
      keepProfile(profile)
      writeShelf(benches, shelf)
    }
  }
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
