import type { Submission } from './dialects/dialect.ts'

/**
 * Judges whether a sender may say this of these stations.
 * @throws RequestProblem `unauthorized` or `forbidden`; the dialect puts it into the sender's words
 */
export type Admit = (submission: Submission, dialect: string) => void | Promise<void>

/** Everybody is welcome. */
export const admitAll: Admit = () => {}
