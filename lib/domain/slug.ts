import * as z from 'zod'

/** Lower case letters and digits without accents, in words joined by single hyphens; 1 to 64 characters. */
export const slugSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)

/** The slug of a name: `Amatitlán` becomes `amatitlan`. Empty when the name has no letter or digit to keep. */
export function toSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-|-$/g, '')
}

/** Letters that a slug can keep, as a part of a pattern: those of ASCII, and those with an accent on them. */
export const KEPT_LETTERS = '0-9A-Za-zÀ-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿ'

/** A name as people write it, turned into its slug. */
export const nameSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(new RegExp(`[${KEPT_LETTERS}]`), 'must contain a letter or a digit of the Latin alphabet')
  .transform(toSlug)
  .refine((slug) => slug !== '', 'must contain a letter or a digit of the Latin alphabet')
