import { lateClass } from './late-class.ts'

/** What Hono knows as global in a bundle: see `late-fetch.ts`. Its server puts its own Request and Response here. */
export const fetchScope = {
  Headers: lateClass(() => globalThis.Headers),
  Request: lateClass(() => globalThis.Request),
  Response: lateClass(() => globalThis.Response),
  CloseEvent: lateClass(() => globalThis.CloseEvent),
}
