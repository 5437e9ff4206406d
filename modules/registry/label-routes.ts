// QR labels as PDF, one or many. Where a scanned label leads is modules/portal/label-page.ts.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import type { Refusal, Words } from '#platform/http/problem.ts'
import { right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { parseIdentityCode } from './identity-code.ts'
import { download } from './import/import-routes.ts'
import { CodeParam } from './instrument-routes.ts'
import { aroundOf, instrumentsByCodes } from './instrument-store.ts'
import { renderLabels } from './render/label-renderer.ts'
import { LABELS_MAX, labelModel, labelPapers, labelSizes } from './render/label-sheet.ts'
import type { Label, LabelPaper, LabelSize } from './render/label-sheet.ts'
import { rights } from './rights.ts'

const size = z.enum(labelSizes).default('50x30')
const paper = z.enum(labelPapers).default('a4')
const Sheet = z.strictObject({ codes: z.array(z.string().max(40)).min(1).max(LABELS_MAX, both(`一次最多 ${LABELS_MAX} 张标签`, `At most ${LABELS_MAX} labels at once`)), size, paper })
const One = z.strictObject({ size, paper: z.enum(labelPapers).default('roll') })

export const labelRoutes = (options: { publicUrl: string }) => new Hono<Env>()
  .post('/labels', right('instrument.label', rights['instrument.label']), describe('registry', ['打印一批标签', 'A sheet of QR labels (PDF)']), shape('json', Sheet), async (c) => {
    const given = c.req.valid('json')
    return labels(c, given.codes, given.size, given.paper, options.publicUrl)
  })
  .get('/instruments/:code/label', right('instrument.label', rights['instrument.label']), describe('registry', ['打印标签', 'One QR label (PDF)']), shape('param', CodeParam), shape('query', One), async (c) => {
    const query = c.req.valid('query')
    return labels(c, [c.req.valid('param').code], query.size, query.paper, options.publicUrl)
  })

const labelFields: readonly (readonly [keyof Omit<Label, 'code'>, zh: string, en: string])[] = [
  ['name', '器具名称', 'name'], ['model', '型号规格', 'model'], ['serial', '出厂编号', 'serial number'], ['ownerNo', '本单位编号', 'own number'], ['owner', '单位名称', 'name of the owner'],
]

/** A label with an empty box for a character is a wrong label: the whole sheet waits until it is put right. */
function missingGlyph(printed: readonly Label[], { label, character }: { label: number; character: string }): Refusal {
  const one = printed[label]
  const [field, zh, en] = labelFields.find(([name]) => one?.[name].includes(character)) ?? ['name', '器具名称', 'name']
  const point = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  const words: Words = [
    `没有生成标签：器具 ${one?.code} 的${zh}中有字体里没有的字“${character}”（${point}）。请改用规范字后再打印，或把这一台移出本批。`,
    `No labels were made: the font has no “${character}” (${point}), which is in the ${en} of ${one?.code}. Use another character, or leave this one out.`,
  ]
  return refuse(422, 'glyph', words, [{ field, rule: 'glyph', words }])
}

async function labels(c: Context<Env>, asked: readonly string[], labelSize: LabelSize, labelPaper: LabelPaper, publicUrl: string): Promise<Response> {
  const codes = asked.map((text) => {
    const read = parseIdentityCode(text)
    if (!read.ok) throw refuse(422, 'code', [read.zh, read.en], [{ field: 'codes', rule: read.rule, words: [read.zh, read.en] }])
    return read.code
  })
  const found = await c.var.tx(async (tx) => {
    const rows = await instrumentsByCodes(tx, codes)
    const { owners } = await aroundOf(tx, rows)
    return new Map(rows.map((r) => [r.code, { code: r.code, name: r.name, model: r.model, serial: r.serial, ownerNo: r.owner_no, owner: owners.get(r.org_id)?.name ?? '' }]))
  })
  if (found.size !== new Set(codes).size) throw notFound()
  const printed = codes.flatMap((code) => found.get(code) ?? [])
  const reply = await renderLabels(labelModel(printed, labelSize, labelPaper, publicUrl))
  if (!reply.ok && reply.missing) throw missingGlyph(printed, reply.missing)
  if (!reply.ok) throw refuse(503, 'labels', ['标签没有生成，请稍后再试。', 'The labels were not made; try again shortly.'])
  return download(c, reply.pdf, codes.length === 1 ? `${codes[0]}.pdf` : `labels-${codes.length}.pdf`, 'application/pdf')
}
