/** By then a start is over, of which loading `node:v8` would take 2 ms, and hardly a request has been seen. */
const START_MS = 100

/** Does {@link keepNewObjectsYoung} when all is loaded and the start is over. */
export async function keepNewObjectsYoungSoon(loaded: Promise<unknown>): Promise<void> {
  await loaded
  setTimeout(keepNewObjectsYoung, START_MS).unref()
}

/**
 * Lets V8 put every new object into young space. By itself it takes note of what lives long and then puts such objects into
 * old space from the beginning; but it judges by the first requests, which wait until what is behind them has woken. Then all
 * requests go to old space, with whatever they refer to, for as long as the process lives: that costs a sixth of the
 * processors. To be called when all is loaded. On the command line it would cost a start Node's own compiled code.
 */
export function keepNewObjectsYoung(): void {
  process.getBuiltinModule('node:v8').setFlagsFromString('--no-allocation-site-pretenuring')
}
