import { live } from '#lib/platform/lifetime.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { loadPlaces, noPlaces } from '#lib/stations/places.ts'
import { openStationsFile } from '#lib/stations/stations-file.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createLive } from './live/live.ts'
import { readPage } from './page-files.ts'
import { createValkeyPicture } from './valkey-store.ts'

await live(process.env, 'query', loadConfig, async (config, log) => {
  const page = readPage(new URL('page/', import.meta.url))
  const { file, pollMs } = config.stations
  using stations = file === undefined ? null : await openStationsFile(file, loadPlaces, log, pollMs)
  await using valkey = new AsyncDisposableStack()
  const client = valkey.adopt(connectValkey(config.valkey, 'query', log), closeValkey)
  const picture = createValkeyPicture(client, config.keyPrefix)
  const places = () => stations?.current ?? noPlaces
  const broadcast = createLive({ picture, log, limit: config.liveClients, places })
  await serveHttp(createApp({ picture, live: broadcast, page, log, places }), config.listening, log, {
    stopping: broadcast.end,
  })
})
