import { expect, test } from 'vitest'
import { queryOf, routingPath } from './target.ts'

test.each([
  [
    '/weatherstation/updateweatherstation.php?ID=A&PASSWORD=B',
    '/weatherstation/updateweatherstation.php',
    'ID=A&PASSWORD=B',
  ],
  [
    '/weatherstation/updateweatherstation.phpID=A&PASSWORD=B',
    '/weatherstation/updateweatherstation.php',
    'ID=A&PASSWORD=B',
  ],
  ['/report/ID=A&PASSWORD=B', '/report/', 'ID=A&PASSWORD=B'],
  ['/data/stationtype=AMB&PASSKEY=C', '/data/', 'stationtype=AMB&PASSKEY=C'],
  ['/data/report/&PASSKEY=C&tempf=5', '/data/report/', 'PASSKEY=C&tempf=5'],
  ['/data/report/tikalstationtype=AMB&PASSKEY=C', '/data/report/tikal', 'stationtype=AMB&PASSKEY=C'],
  ['/data/report/?&PASSKEY=C', '/data/report/', '&PASSKEY=C'],
  [
    '/automaticreadingsiteid=5&siteAuthenticationKey=6',
    '/automaticreading',
    'siteid=5&siteAuthenticationKey=6',
  ],
  ['/data/PASSKEY=C&x=1?y=2', '/data/', 'PASSKEY=C&x=1&y=2'],
  ['/data/dateutc=2026-05-01%2011:59:30&PASSKEY=C', '/data/', 'dateutc=2026-05-01%2011:59:30&PASSKEY=C'],
  ['/v1/readings', '/v1/readings', ''],
  ["/v1.1/Datastreams('MAC=5')/Observations", "/v1.1/Datastreams('MAC=5')/Observations", ''],
  ['/', '/', ''],
])('%s asks for %s with %s', (target, path, query) => {
  const url = `http://chaac.example:8080${target}`
  expect([routingPath(new Request(url)), queryOf(url)]).toEqual([path, query])
})
