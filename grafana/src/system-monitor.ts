import { dashboard } from './dashboard.ts'
import { pipeline } from './system/pipeline.ts'
import { valkey } from './system/valkey.ts'

/** How the pipeline and its store are. */
export const systemMonitor = dashboard({
  uid: 'chaac-system-monitor',
  title: 'System monitor',
  description: 'What goes through the pipeline, what does not, and how Valkey is.',
  variables: [],
  sections: [pipeline, valkey],
})
