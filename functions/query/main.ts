import { createLog } from '#lib/platform/log.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createLive } from './live/live.ts'
import { readPage } from './page-files.ts'
import { createValkeyPicture } from './valkey-store.ts'

const config = loadConfig(process.env)
const log = createLog('query')
const page = readPage(new URL('page/', import.meta.url))

await using valkey = new AsyncDisposableStack()
const client = valkey.adopt(connectValkey(config.valkey, 'query', log), closeValkey)
const picture = createValkeyPicture(client, config.keyPrefix)
const live = createLive({ picture, log, limit: config.liveClients })
await serveHttp(createApp({ picture, live, page, log }), config.listening, log, live.end)
