import { expect, test } from 'vitest'
import { listeningInodes } from './port-user.ts'

const table = `
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:7398 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 41234 1 0000 100 0 0 10 0
   1: 0100007F:7398 0100007F:A2B4 01 00000000:00000000 00:00000000 00000000     0        0 41235 1 0000 20 4 30 10 -1
   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 41236 1 0000 100 0 0 10 0
`

test('finds the socket that listens on a port, not the connections to it', () => {
  expect(listeningInodes(table, 29_592)).toEqual(['41234'])
  expect(listeningInodes(table, 22)).toEqual(['41236'])
  expect(listeningInodes(table, 80)).toEqual([])
})
