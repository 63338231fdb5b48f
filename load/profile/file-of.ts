import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { FileOf } from './self-times.ts'

/** Reads the maps beside bundles, each once, to tell which file a piece of a bundle is from. */
export function createFileOf(): FileOf {
  const maps = new Map<string, SourceMap | undefined>()
  return ({ url, lineNumber, columnNumber }) => {
    if (!url.startsWith('file:')) return url
    if (!maps.has(url)) maps.set(url, mapOf(`${fileURLToPath(url)}.map`))
    const found = maps.get(url)?.findEntry(lineNumber, columnNumber)
    return found !== undefined && 'originalSource' in found ? new URL(found.originalSource, url).href : url
  }
}

function mapOf(file: string): SourceMap | undefined {
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}
