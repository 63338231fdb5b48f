import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { promisify } from 'node:util'

/** A Java that Kafka can run on. */
export type Java = { command: string; version: string }

const OLDEST = 17

/** The first Java that is new enough: JAVA_HOME, then PATH, then what the system has installed. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java | undefined> {
  const home = env.JAVA_HOME ? [`${env.JAVA_HOME}/bin/java`] : []
  for (const command of [...home, 'java', ...globSync('/usr/lib/jvm/*/bin/java').sort()]) {
    const version = await versionOf(command)
    if (version !== undefined && majorOf(version) >= OLDEST) return { command, version }
  }
  return undefined
}

/** @throws when there is no Java that is new enough */
export async function requireJava(): Promise<Java> {
  const java = await findJava()
  if (java === undefined) throw new Error(`Kafka needs Java ${OLDEST} or newer: run installNative() first`)
  return java
}

/** The version in what `java -version` prints. */
export function parseJavaVersion(printed: string): string | undefined {
  return / version "([^"]+)"/.exec(printed)?.[1]
}

/** 17 of 17.0.15, 8 of 1.8.0. */
export function majorOf(version: string): number {
  return Number(version.replace(/^1\./, '').split(/\D/, 1)[0])
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { stderr } = await promisify(execFile)(command, ['-version'])
    return parseJavaVersion(stderr)
  } catch {
    return undefined // not there
  }
}
