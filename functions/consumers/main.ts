import { live } from '#lib/platform/lifetime.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { guardStore } from './guarded-store.ts'
import { countStored } from './telemetry.ts'
import { createValkeyStore } from './valkey-store.ts'

await live(process.env, 'consumers', loadConfig, async (config, log, service) => {
  await using valkey = new AsyncDisposableStack()
  const client = valkey.adopt(connectValkey(config.valkey, service, log), closeValkey)
  const valkeyStore = createValkeyStore(client, config.keyPrefix, config.window)
  const store = guardStore(countStored(valkeyStore), log)
  await serveHttp(createApp({ store, log }), config.listening, log)
})
