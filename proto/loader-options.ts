/** How messages look in TypeScript. Types are generated with these, and the descriptor is loaded with these. */
export const loaderOptions = { longs: Number, enums: String, defaults: true, arrays: true } as const
