import { readLibrary } from '#lib/store/library.ts'

/** The functions of the dead letters that run in Valkey. */
export const library = readLibrary(new URL('lua/', import.meta.url), ['dead'])
