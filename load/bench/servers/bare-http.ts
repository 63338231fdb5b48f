/** What Node itself can do: takes JSON, answers JSON. */
import { createServer } from 'node:http'

createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body: unknown = chunks.length > 0 && JSON.parse(Buffer.concat(chunks).toString())
    response
      .writeHead(202, { 'content-type': 'application/json' })
      .end(`{"accepted":${body === null ? 0 : 1}}`)
  })
}).listen(Number(process.argv[2]), '127.0.0.1')
