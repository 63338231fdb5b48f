import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'

/** Who reads the store and can do nothing else. */
export type ReaderName = 'grafana' | 'query'

/** What a client that only reads must know beside the address. */
export type ReaderLogin = { readonly username: ReaderName; readonly password: string }

/** A login for each of them. */
export type Readers = Readonly<Record<ReaderName, ReaderLogin>>

/** The one place where their rules are: lines of an ACL file, with variables of the environment as passwords. */
const template = readFileSync(join(root, 'lib/store/users.acl'), 'utf8')

/** Their passwords on this machine, as in compose.dev.yml: of the environment, else the name. */
export function readerLogins(env: NodeJS.ProcessEnv = process.env): Readers {
  const login = <Name extends ReaderName>(username: Name) => {
    return { username, password: env[variableOf(username)] || username }
  }
  return { grafana: login('grafana'), query: login('query') }
}

/** The ACL file of Valkey with these users. The default user stays as it is, and may do everything. */
export function aclFile(readers: Readers): string {
  return Object.values(readers).reduce(
    (text, { username, password }) => text.replace(`$${variableOf(username)}`, () => password),
    template,
  )
}

/** What a user may do, as words of `ACL SETUSER` behind its name and password. */
export function readerRules(username: ReaderName): string[] {
  const line = template.split('\n').find((candidate) => candidate.startsWith(`user ${username} `)) ?? ''
  return line.split(' ').slice(4)
}

/** The variable that stands for a user's password in the ACL files of lib/store. */
export function variableOf(username: string): string {
  return `VALKEY_${username.toUpperCase().replaceAll('-', '_')}_PASSWORD`
}
