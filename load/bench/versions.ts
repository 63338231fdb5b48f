import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kafkaDir } from '../../dev/stack/paths.ts'

/** What the brokers of this machine call themselves. */
export const version = {
  kafka: () =>
    found(/<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)</, () =>
      readFileSync(join(kafkaDir, 'pom.xml'), 'utf8'),
    ),
  rabbitmq: () =>
    found(/Version: ([^-\s]+)/, () =>
      execFileSync('dpkg-query', ['--status', 'rabbitmq-server'], { encoding: 'utf8' }),
    ),
  valkey: () => found(/v=(\S+)/, () => execFileSync('valkey-server', ['--version'], { encoding: 'utf8' })),
}

function found(pattern: RegExp, text: () => string): string {
  try {
    return pattern.exec(text())?.[1] ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
