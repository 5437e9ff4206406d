// Administrative divisions by their GB/T 2260 code, as far as they are shipped.

import { z } from 'zod'
import { Bilingual, Grade, Source, Text } from './citation.ts'
import type { Reading } from './problem.ts'
import { refusal } from './problem.ts'
import { sha256 } from './sha256.ts'
import { readShape } from './shape.ts'

const Code = z.string().regex(/^\d{6}$/, 'Expected a code of six digits')
const DivisionShape = z.strictObject({
  format: z.literal('duheng-divisions/1'),
  title: Bilingual,
  source: Source,
  grade: Grade,
  divisions: z.array(z.strictObject({ code: Code, zh: Text, en: Text, under: Code.optional() })).min(1).max(5000),
})
export type DivisionFile = z.infer<typeof DivisionShape> & { text: string; hash: string }

export function readDivisions(text: string): Reading<DivisionFile> {
  const shaped = readShape(text, DivisionShape)
  if (!shaped.ok) return shaped
  const codes = new Set<string>()
  for (const [index, { code, under }] of shaped.value.divisions.entries()) {
    const path = ['divisions', index, 'code']
    const complaint = codes.has(code)
      ? `${code} stands here twice.` : under !== undefined && !codes.has(under) ? `${under} must stand before ${code}.` : undefined
    if (complaint !== undefined) return refusal([{ ...shaped.positions.at(path), path: path.join('.'), message: complaint }])
    codes.add(code)
  }
  return { ok: true, value: { ...shaped.value, text, hash: sha256(text) } }
}
