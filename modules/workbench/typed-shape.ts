// Shapes of what is typed: text of a length, sheets of cells. Shared by the bodies of the tools.
import { z } from 'zod'

export const typed = (most: number) => z.string().max(most, `最多 ${most} 个字符 | At most ${most} characters`)
  .refine((text) => text.isWellFormed(), '含有不成对的字符 | Holds half a character')

export const cells = (most: { readonly rows: number; readonly columns: number }) => z.array(z.array(typed(200)).max(most.columns)).max(most.rows)
