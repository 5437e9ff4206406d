// Text people type that is later printed on labels and certificates: one line, normalised, without characters nobody can see.
// Pure.
import { z } from 'zod'
import { both } from '#platform/http/shape.ts'

/** C0, C1, line and paragraph separators, direction marks and overrides, zero-width and byte-order characters, private use. */
const UNSEEN = /[\p{Cc}\p{Co}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/u

/** The first character that may not be in a name, as U+ text; undefined when there is none. */
export function unseenCharacter(text: string): string | undefined {
  const found = UNSEEN.exec(text)?.[0]
  return found === undefined ? undefined : `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** One line of at most `most` characters; empty allowed when `least` is 0. */
export const line = (least: number, most: number) => z.string()
  .max(4000, both(`最多 ${most} 个字符`, `At most ${most} characters`))
  .normalize('NFC').trim()
  .min(least, both('不能为空', 'May not be empty'))
  .refine((text) => [...text].length <= most, both(`最多 ${most} 个字符`, `At most ${most} characters`))
  .refine((text) => unseenCharacter(text) === undefined, both('含有看不见的控制字符或方向字符，请重新输入', 'Contains a control or direction character nobody can see; type it anew'))

/** A code of GB/T 2260 (six digits) or finer. */
export const division = z.string().regex(/^(?:\d{6}|\d{9}|\d{12})$/, both('行政区划代码为 6、9 或 12 位数字', 'A division code has 6, 9 or 12 digits'))
