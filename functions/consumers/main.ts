import { createLog } from '#lib/platform/log.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createValkeyStore } from './valkey-store.ts'

const config = loadConfig(process.env)
const log = createLog(config.service)

await using valkey = new AsyncDisposableStack()
const client = valkey.adopt(connectValkey(config.valkey, config.service, log), closeValkey)
const store = createValkeyStore(client, config.keyPrefix, config.window)
await serveHttp(createApp({ store, log }), config.listening, log)
