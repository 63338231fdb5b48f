import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../dev/stack/paths.ts'
import { variableOf } from '../../dev/stack/valkey-users.ts'

/** Secrets by name: their keys, with what is in them. */
export type Secrets = Record<string, Record<string, string>>

/**
 * Who has a password at Valkey: keys of the Secret `valkey`. The default user is its owner and must be allowed all:
 * Valkey reads its append-only file in that name, and forgets what that user may not do (valkey issue 3983).
 */
const valkeyUsers = ['default', 'consumers', 'dead-letters', 'query', 'grafana', 'replica'] as const

/**
 * All Secrets that the manifests refer to. What a cluster has already stays; what others follow from is made to fit.
 * @param known what is there
 * @param makePassword a new one each time
 */
export function makeSecrets(known: Readonly<Secrets>, makePassword: () => string): Secrets {
  const keep = (secret: string, key: string, otherwise = makePassword) => known[secret]?.[key] ?? otherwise()
  const username = keep('rabbitmq', 'username', () => 'weather')
  const password = keep('rabbitmq', 'password')
  const uri = keep('rabbitmq-source', 'uri', () => 'rabbitmq.weather.svc.cluster.local')
  const valkey = Object.fromEntries(valkeyUsers.map((user) => [user, keep('valkey', user)]))
  return {
    rabbitmq: { username, password },
    'rabbitmq-source': { uri, username, password },
    valkey,
    'valkey-users': { 'users.acl': aclOf(valkey) },
    'station-keys': { secret: keep('station-keys', 'secret') },
    'dead-letters': { 'operator-key': keep('dead-letters', 'operator-key') },
  }
}

/** The ACL file of a Valkey that knows nobody else. It has the SHA-256 of each password. */
function aclOf(passwords: Readonly<Record<string, string>>): string {
  const lines = ['writers.acl', 'users.acl'].map((file) =>
    readFileSync(join(root, 'lib/store', file), 'utf8'),
  )
  return Object.entries(passwords).reduce((text, [user, password]) => {
    return text.replace(`>$${variableOf(user)} `, `#${createHash('sha256').update(password).digest('hex')} `)
  }, lines.join(''))
}
