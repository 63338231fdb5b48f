import { createLog } from '#lib/platform/log.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createValkeyPicture } from './valkey-store.ts'

const config = loadConfig(process.env)
const log = createLog('query')

await using valkey = new AsyncDisposableStack()
const client = valkey.adopt(connectValkey(config.valkey, 'query', log), closeValkey)
await serveHttp(
  createApp({ picture: createValkeyPicture(client, config.keyPrefix), log }),
  config.listening,
  log,
)
