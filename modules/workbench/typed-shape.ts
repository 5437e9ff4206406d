// Shapes of what is typed: text of a length, sheets of cells, and how a body is read back. Shared by the bodies of the tools.
import { z } from 'zod'

/** The message is in both languages, as platform/http/shape.ts splits it; that file is the server's and this one is read in browsers too. */
export const typed = (most: number) => z.string().max(most, `最多 ${most} 个字符 | At most ${most} characters`)
  .refine((text) => text.isWellFormed(), '含有不成对的字符 | Holds half a character')

export const cells = (most: { readonly rows: number; readonly columns: number }) => z.array(z.array(typed(200)).max(most.columns)).max(most.rows)

/** Reads a file or a kept value as a body of this shape; undefined when it is none. */
export function readerOf<Body>(shape: z.ZodType<Body>): (value: unknown) => Body | undefined {
  return (value) => {
    const read = shape.safeParse(value)
    return read.success ? read.data : undefined
  }
}
