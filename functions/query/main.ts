import { live } from '#lib/platform/lifetime.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createLive } from './live/live.ts'
import { readPage } from './page-files.ts'
import { createValkeyPicture } from './valkey-store.ts'

await live(process.env, 'query', loadConfig, async (config, log) => {
  const page = readPage(new URL('page/', import.meta.url))
  await using valkey = new AsyncDisposableStack()
  const client = valkey.adopt(connectValkey(config.valkey, 'query', log), closeValkey)
  const picture = createValkeyPicture(client, config.keyPrefix)
  const broadcast = createLive({ picture, log, limit: config.liveClients })
  await serveHttp(createApp({ picture, live: broadcast, page, log }), config.listening, log, {
    stopping: broadcast.end,
  })
})
