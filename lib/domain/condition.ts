import * as z from 'zod'

/** The weather in a word. */
export const conditionSchema = z
  .enum(['sunny', 'cloudy', 'rainy', 'foggy', 'stormy', 'snowy', 'windy', 'unknown'])
  .describe('The weather in a word')

/** One of eight words. */
export type Condition = z.infer<typeof conditionSchema>
