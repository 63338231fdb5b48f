import { at, type Section } from '../layout.ts'
import { count, time } from '../looks.ts'
import { column, steps } from '../panel.ts'
import { info, typed } from '../target.ts'
import { divide, keep, limit, pick, sortBy } from '../transformations.ts'
import { gauge, stat, table } from '../visuals.ts'

/** Valkey itself. These are values of the moment: it keeps no history of them. */
export const valkey: Section = {
  title: 'Valkey',
  panels: [
    [
      at(0, 0, 6, 6),
      gauge({
        title: 'Memory used',
        description:
          'Part of maxmemory. Writes are refused when it is full. Infinite where no maxmemory is set.',
        query: info('memory'),
        steps: [divide('used_memory', 'maxmemory', 'Used'), keep('Used')],
        defaults: {
          unit: 'percentunit',
          decimals: 1,
          min: 0,
          max: 1,
          color: { mode: 'thresholds' },
          thresholds: steps('green', [0.6, 'orange'], [0.8, 'red']),
        },
      }),
    ],
    [
      at(6, 0, 6, 6),
      stat(
        {
          title: 'Memory',
          description: 'In use now, at most since the start, and what it may use.',
          query: info('memory'),
          steps: pick({ used_memory: 'Now', used_memory_peak: 'Peak', maxmemory: 'Limit' }),
          defaults: { ...count, unit: 'bytes', decimals: 1 },
        },
        { names: true },
      ),
    ],
    [
      at(12, 0, 6, 6),
      stat(
        {
          title: 'Clients',
          description: 'Connections, and those that wait in a blocking command.',
          query: info('clients'),
          steps: pick({ connected_clients: 'Connected', blocked_clients: 'Blocked' }),
          defaults: count,
        },
        { names: true },
      ),
    ],
    [
      at(18, 0, 6, 6),
      stat(
        {
          title: 'Commands',
          description:
            'Commands a second now; keys thrown out for want of memory and connections refused since the start.',
          query: info('stats'),
          steps: pick({
            instantaneous_ops_per_sec: 'Now',
            evicted_keys: 'Evicted keys',
            rejected_connections: 'Refused connections',
          }),
          defaults: count,
          overrides: [column('Now', { unit: 'ops' })],
        },
        { names: true },
      ),
    ],
    [
      at(0, 6, 12, 8),
      table({
        title: 'Biggest keys',
        description: 'Of about 5,000 keys of the store: the plugin looks at one page of a scan.',
        query: typed('tmscan', { match: 'weather*', count: 5_000, size: 20 }),
        steps: [...pick({ key: 'Key', type: 'Type', memory: 'Memory' }), sortBy('Memory', true)],
        defaults: { unit: 'string' },
        overrides: [
          column('Type', { 'custom.width': 90 }),
          column('Memory', { unit: 'bytes', 'custom.width': 110 }),
        ],
      }),
    ],
    [
      at(12, 6, 12, 8),
      table({
        title: 'Commands by time',
        description: 'What Valkey has spent its time on since the start.',
        query: info('commandstats'),
        steps: [
          sortBy('Usec', true),
          limit(20),
          ...pick({
            Command: 'Command',
            Calls: 'Calls',
            Usec: 'Time',
            Usec_per_call: 'Time a call',
            FailedCalls: 'Failed',
            RejectedCalls: 'Rejected',
          }),
        ],
        defaults: { unit: 'locale' },
        overrides: [column('Time', { unit: 'µs' }), column('Time a call', { unit: 'µs' })],
      }),
    ],
    [
      at(0, 14, 12, 8),
      table({
        title: 'Slow log',
        description: 'Commands that took longer than slowlog-log-slower-than, 10 ms by default.',
        query: typed('slowlogGet', { size: 50 }),
        steps: pick({ Timestamp: 'Time', Duration: 'Duration', Command: 'Command' }),
        defaults: { unit: 'string' },
        overrides: [column('Time', time), column('Duration', { unit: 'µs', 'custom.width': 100 })],
      }),
    ],
    [
      at(12, 14, 12, 8),
      table({
        title: 'Connections',
        description: 'Who is connected, for how long, and what they did last.',
        query: typed('clientList'),
        steps: pick({
          name: 'Name',
          addr: 'Address',
          user: 'User',
          age: 'Age',
          idle: 'Idle',
          cmd: 'Last command',
          'tot-mem': 'Memory',
        }),
        defaults: { unit: 'string' },
        overrides: [
          column('Address', { 'custom.width': 140 }),
          column('Age', { unit: 's' }),
          column('Idle', { unit: 's' }),
          column('Memory', { unit: 'bytes' }),
        ],
      }),
    ],
  ],
}
