import { keptProfile } from '../profile/kept.ts'
import { profilePage } from '../profile/page.ts'
import type { Shelf } from './run-all.ts'
import { targetsTable } from './targets.ts'

/** Where the results of `npm run bench` are kept: set against what was aimed at, with the profile that says why. */
export const shelf: Shelf = {
  folder: 'bench',
  document: 'benchmarks.md',
  beside: {
    above: (results) => {
      const profile = keptProfile()
      return [targetsTable(results), ...(profile ? [profilePage(profile)] : [])].join('\n\n')
    },
  },
}
