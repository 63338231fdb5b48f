import { type Env, readConfig } from '#lib/platform/env.ts'
import { Secret } from '#lib/platform/secret.ts'
import { readKeySecrets } from '#lib/stations/settings.ts'
import { execute } from './commands.ts'
import { readStations, writeStations } from './file.ts'
import { help, readCommand } from './options.ts'
import { tableOf } from './table.ts'

/** What the command stands on. */
export type Surroundings = { env: Env; stdin: () => string; print: (text: string) => void; now: Date }

/** Does what the arguments say. @throws an error that says what is wrong, without any secret */
export function runStations(args: readonly string[], { env, stdin, print, now }: Surroundings): void {
  const { secrets, ofEnvironment } = readConfig(env, (read) => ({
    secrets: readKeySecrets(read),
    ofEnvironment: read.optional('STATIONS_FILE'),
  }))
  const { command, file = ofEnvironment ?? 'stations.json' } = readCommand(args)
  if (command.name === 'help') {
    print(help)
    return
  }
  const content = readStations(file)
  if (command.name === 'list') {
    print(tableOf(content.stations))
    return
  }
  const { stations, told, key } = execute(command, content.stations, {
    server() {
      const [server] = secrets
      if (server === undefined) throw new Error('STATION_KEYS_SECRET is required')
      return server
    },
    typed: () => new Secret(stdin().trim()),
    now,
  })
  writeStations(file, { ...content, stations }, secrets)
  print(told)
  if (key !== undefined) print(`\n  ${key.reveal()}\n\nThis key is not shown again.`)
}
