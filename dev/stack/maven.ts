import { join } from 'node:path'
import { runStep } from './run-step.ts'

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1'

/** Has Maven copy jars from Maven Central. @param goal of its plugin for dependencies */
export async function runMaven(
  goal: 'copy' | 'copy-dependencies',
  args: readonly string[],
  logDir: string,
): Promise<void> {
  await runStep({
    name: 'maven',
    command: 'mvn',
    args: ['-q', '-B', `${PLUGIN}:${goal}`, ...args],
    logFile: join(logDir, 'maven.log'),
  })
}
