/** `npm run manual`: puts what is kept in load/results into the annex of docs/manual-tecnico.md. */
import { writeAnnex } from './annex.ts'

writeAnnex()
