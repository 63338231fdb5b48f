import { join, resolve } from 'node:path'

/** The folder of the repository. */
export const root = resolve(import.meta.dirname, '../..')

/** What runs and tests leave behind; removing it is always safe while nothing runs. */
export const devDir = join(root, '.dev')

/** What this part brings along for Kafka. */
export const kafkaDir = join(import.meta.dirname, 'kafka')
