import type { Mutant } from './mutant.ts'

const ingestApp = 'functions/ingest/app.test.ts'
const consumersApp = 'functions/consumers/app.test.ts'

/** At least one for each promise. */
export const mutants: readonly Mutant[] = [
  {
    name: 'ingest acknowledges before a broker has confirmed',
    promise: 'P1',
    file: 'functions/ingest/app.ts',
    before: 'const confirmed = await deliver(readings)',
    after: `void deliver(readings).catch(() => {})
    const confirmed = readings.map((reading) => ({ reading, confirmedBy: ['kafka' as const] }))`,
    killedBy: {
      project: 'unit',
      file: ingestApp,
      name: 'P1: nothing is answered before a broker has confirmed',
    },
  },
  {
    name: 'ingest says 500 instead of 503',
    promise: 'P1',
    file: 'lib/platform/problem-kinds.ts',
    before: 'status: 503,',
    after: 'status: 500,',
    killedBy: {
      project: 'unit',
      file: ingestApp,
      name: 'fault 1: 200 is never answered when both publishes failed',
    },
  },
  {
    name: 'ingest forgets Retry-After',
    promise: 'P1',
    file: 'functions/ingest/app.ts',
    before: "c.header('retry-after', String(retryAfter))",
    after: '',
    killedBy: {
      project: 'unit',
      file: ingestApp,
      name: 'fault 1: 200 is never answered when both publishes failed',
    },
  },
  {
    name: 'one broker that fails takes the other along',
    promise: 'P1',
    file: 'functions/ingest/confirmations.ts',
    before: 'if (confirmed.length === 0) {',
    after: 'if (confirmed.length < writes.length) {',
    killedBy: {
      project: 'unit',
      file: ingestApp,
      name: 'P1: with one broker away the answer names the other',
    },
  },
  {
    name: 'rabbit-writer does not await the confirmation',
    promise: 'P1',
    file: 'functions/rabbit-writer/rabbit-publisher.ts',
    before: '      await promise\n',
    after: '      promise.catch(() => {})\n',
    killedBy: {
      project: 'integration',
      file: 'tests/integration/publisher-rabbit.test.ts',
      name: 'a frozen broker is given up on within a few seconds',
    },
  },
  {
    name: 'kafka-writer asks for no confirmation',
    promise: 'P1',
    file: 'functions/kafka-writer/kafka-publisher.ts',
    before: 'acks: -1',
    after: 'acks: 0',
    killedBy: {
      project: 'integration',
      file: 'tests/integration/publisher-kafka.test.ts',
      name: 'a frozen broker is given up on within a few seconds',
    },
  },
  {
    name: 'the store does not know what it has',
    promise: 'P2',
    file: 'functions/consumers/lua/marks.lua',
    before: "if server.call('SADD', key, member) == 0 then return false end",
    after: "server.call('SADD', key, member)",
    killedBy: {
      project: 'integration',
      file: 'tests/integration/store.law.test.ts',
      name: 'P2: any order, any batches, any repetition',
    },
  },
  {
    name: 'consumers acknowledge before the store has answered',
    promise: 'P3',
    file: 'functions/consumers/app.ts',
    before: 'return event.type === CLOCK ? store.tick() : store.record(toDelivery(event))',
    after: 'void (event.type === CLOCK ? store.tick() : store.record(toDelivery(event)))',
    killedBy: {
      project: 'unit',
      file: consumersApp,
      name: 'fault 3: nothing is acknowledged before the store has answered',
    },
  },
  {
    name: 'consumers say 500 instead of 503',
    promise: 'P3',
    file: 'functions/consumers/app.ts',
    before: "c.text('try again', 503)",
    after: "c.text('try again', 500)",
    killedBy: {
      project: 'unit',
      file: consumersApp,
      name: 'fault 3: while the store is away the event comes again',
    },
  },
  {
    name: 'what can never work comes again for ever',
    promise: 'P3',
    file: 'functions/consumers/app.ts',
    before: 'return c.text(reason, 400)',
    after: 'return c.text(reason, 503)',
    killedBy: { project: 'unit', file: consumersApp, name: 'poison is refused for good' },
  },
  {
    name: 'one bad reading takes its batch along',
    promise: 'P4',
    file: 'lib/domain/delivery.ts',
    before: "if ('reading' in parsed) readings.push(parsed.reading)",
    after: `if (!('reading' in parsed)) throw new PermanentError(parsed.reason)
    if ('reading' in parsed) readings.push(parsed.reading)`,
    killedBy: { project: 'unit', file: consumersApp, name: 'P4: one bad reading among good ones' },
  },
  {
    name: 'a message that was refused is acknowledged to RabbitMQ, and gone',
    promise: 'P4',
    file: 'dev/bridges/rabbit-delivery.ts',
    before: '  settle(delivered, false)\n',
    after: '  settle(delivered, true)\n',
    killedBy: {
      project: 'integration',
      file: 'tests/integration/bridges-rabbit-answers.test.ts',
      name: 'each status leads to the attempts and the end',
    },
  },
  {
    name: 'dead letters are acknowledged before they are kept',
    promise: 'P4',
    file: 'functions/dead-letters/app.ts',
    before: 'await letters.keep(letter, event)',
    after: 'void letters.keep(letter, event).catch(() => {})',
    killedBy: {
      project: 'unit',
      file: 'functions/dead-letters/app.test.ts',
      name: 'a letter that the store does not take for now comes again',
    },
  },
  {
    name: 'stations never leave the window',
    promise: 'P5',
    file: 'functions/consumers/lua/advance.lua',
    before: "server.call('SREM', w.prefix .. ':stations', station)",
    after: '',
    killedBy: {
      project: 'integration',
      file: 'tests/integration/store.full.test.ts',
      name: 'a full Valkey recovers without hands',
    },
  },
  {
    name: 'the window stands still while Valkey is full',
    promise: 'P5',
    file: 'functions/consumers/lua/store.lua',
    before: "flags = { 'allow-oom' }",
    after: 'flags = {}',
    killedBy: {
      project: 'integration',
      file: 'tests/integration/store.full.test.ts',
      name: 'a full Valkey recovers without hands',
    },
  },
  {
    name: 'a request with a bad reading is half taken',
    promise: 'P6',
    file: 'functions/ingest/dialects/v1.ts',
    before: 'submissionsSchema.safeParse(inputs)',
    after: 'submissionsSchema.safeParse(inputs.filter((one) => submissionSchema.safeParse(one).success))',
    killedBy: {
      project: 'unit',
      file: 'functions/ingest/app.refusals.test.ts',
      name: 'P6: one bad reading of two',
    },
  },
  {
    name: 'a clock that cannot be right is not flagged',
    promise: 'P6',
    file: 'lib/domain/observation.ts',
    before: 'if (statedAt !== undefined && !plausible) quality.push(CLOCK_FLAG)',
    after: '',
    killedBy: { project: 'unit', file: ingestApp, name: 'P6: a clock that cannot be right costs a flag' },
  },
  {
    name: 'SIGTERM drops the requests under way',
    promise: 'P7',
    file: 'lib/platform/serve-http.ts',
    before: '  server.close()\n',
    after: '  server.close()\n  server.closeAllConnections()\n',
    killedBy: {
      project: 'unit',
      file: 'lib/platform/serve-http.test.ts',
      name: 'P7: told to stop, it finishes what it has accepted',
    },
  },
  {
    name: 'a call that stalls keeps its place for ever',
    promise: 'P7',
    file: 'lib/platform/serve-grpc.ts',
    before: '{ ...grpcLimits, interceptors: [receiveWithin()] }',
    after: 'grpcLimits',
    killedBy: {
      project: 'unit',
      file: 'lib/platform/serve-grpc.hostile.test.ts',
      name: 'a call that stalls in the middle of its message is ended',
    },
  },
  {
    name: 'the API of the dead letters is open although a key is configured',
    promise: 'P8',
    file: 'functions/dead-letters/operator-key.ts',
    before: 'if (expected === undefined || (given',
    after: 'if (expected !== given || (given',
    killedBy: {
      project: 'unit',
      file: 'functions/dead-letters/operator-key.test.ts',
      name: 'P8: without the key nobody is let in',
    },
  },
]
