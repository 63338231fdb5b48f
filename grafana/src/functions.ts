import { dashboard } from './dashboard.ts'
import { delays } from './told/delays.ts'
import { readings } from './told/readings.ts'
import { requests } from './told/requests.ts'
import { starts } from './told/starts.ts'

/** How the functions are, by what they tell through OpenTelemetry. */
export const functions = dashboard({
  uid: 'chaac-functions',
  title: 'Functions',
  description: 'Requests, readings, delays, cold starts and instances, as the functions tell them.',
  variables: [],
  sections: [requests, readings, delays, starts],
})
