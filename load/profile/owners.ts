/** Where a piece of a profile belongs: a function as V8 names it, and the file that it is in. */
export type Place = { functionName: string; url: string }

/** Whose work is told apart, in the order of the table. */
export const owners = [
  'functions and lib',
  'messages (proto)',
  'hono',
  '@grpc/grpc-js',
  'kafkajs',
  'amqplib',
  'iovalkey',
  'cloudevents',
  'other libraries',
  'Node',
  'garbage collection',
  'system calls, compiler',
] as const

/** Who does it. */
export type Owner = (typeof owners)[number]

/** What V8 says in place of a function. */
const special: Record<string, Owner | 'idle'> = {
  '(idle)': 'idle',
  '(root)': 'idle',
  '(program)': 'system calls, compiler',
  '(garbage collector)': 'garbage collection',
}

const libraries: Record<string, Owner> = {
  hono: 'hono',
  '@hono/node-server': 'hono',
  '@grpc/grpc-js': '@grpc/grpc-js',
  kafkajs: 'kafkajs',
  amqplib: 'amqplib',
  'buffer-more-ints': 'amqplib',
  iovalkey: 'iovalkey',
  'redis-parser': 'iovalkey',
  cloudevents: 'cloudevents',
  protobufjs: 'messages (proto)',
}

/** Whose work it is; undefined while nothing is done. What is built into V8 has no file, and is Node's. */
export function ownerOf({ functionName, url }: Place): Owner | undefined {
  const found = special[functionName]
  if (found !== undefined) return found === 'idle' ? undefined : found
  const library = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]
  if (library !== undefined) return libraries[library] ?? 'other libraries'
  if (/\/proto\/[^/]+/.test(url)) return 'messages (proto)'
  return url.startsWith('file:') ? 'functions and lib' : 'Node'
}
