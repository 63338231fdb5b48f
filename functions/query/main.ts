import { live } from '#lib/platform/lifetime.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createValkeyPicture } from './valkey-store.ts'

await live(process.env, 'query', loadConfig, async (config, log) => {
  await using valkey = new AsyncDisposableStack()
  const client = valkey.adopt(connectValkey(config.valkey, 'query', log), closeValkey)
  const picture = createValkeyPicture(client, config.keyPrefix)
  await serveHttp(createApp({ picture, log }), config.listening, log)
})
