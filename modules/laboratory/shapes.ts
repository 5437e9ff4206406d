// Shapes several nouns of this module share: ids, days, one line of text.
import { z } from 'zod'
import { both } from '#platform/http/shape.ts'

export const pathId = z.strictObject({ id: z.coerce.number().int().positive() })
export const rowId = z.number().int().positive()
export const day = z.iso.date(both('日期写作 2026-11-23', 'A date is written 2026-11-23'))

/** One line without control or bidirectional characters. */
export const line = (max: number) => z.string().trim().max(max, both(`最多 ${max} 个字符`, `At most ${max} characters`))
  .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, both('不能有控制字符', 'No control characters'))
export const filledLine = (max: number) => line(max).min(1, both('请填写', 'Fill this in'))

export const decimalText = z.string().max(40).regex(/^-?\d{1,30}(?:\.\d{1,20})?$/, both('写作十进制数，如 -0.05', 'A decimal number such as -0.05'))
/** Names of procedures: 'JJG 539'. */
export const document = z.string().trim().min(1).max(80).regex(/^[\p{L}\p{N} ./_—-]+$/u, both('规程编号写作 JJG 539', 'A document is written JJG 539'))
