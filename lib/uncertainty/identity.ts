// Results that remember what they are made of: exported with the identities of their influences, imported elsewhere and combined, so that
// results of one laboratory that share a standard are correlated when they meet (GUM F.1.2.3; the idea of GTC's archives).
// Pure. The form is versioned and stays readable. In a DCC it travels as `dcc:byteData` (see `toByteData`).
// Absent: signatures, and anything random: ids are made from a namespace the exporter gives, such as the number of a certificate.

import { z } from 'zod'
import { parseUnit } from '@duheng/quantity/unit.ts'
import { budgetsOf, correlationOf, covarianceOf, prepare, type Propagated } from './budget.ts'
import type { Differentiable, Evaluated } from './differentiable.ts'
import { influencesOf, MAX_INPUTS, type Correlation } from './influence.ts'
import type { Input } from './inputs.ts'
import { readModel, type MeasurementModel, type ModelData } from './model.ts'
import { refuse, type Refusal } from './refusal.ts'

const text = z.string().min(1).max(300)
const finite = z.number()
const positive = z.number().positive()

const InfluenceData = z.strictObject({
  /** The same wherever this influence appears. */
  id: text,
  name: text,
  /** Unit symbol; left out for the unit one. */
  unit: z.string().min(1).max(100).optional(),
  estimate: finite,
  u: positive,
  /** Left out where infinite. */
  dof: positive.optional(),
})

const ResultData = z.strictObject({
  /** Unique within the export; a row of a certificate for instance. */
  id: text,
  name: text,
  unit: z.string().min(1).max(100).optional(),
  value: finite,
  /** Standard uncertainty, in the interval unit of `unit`. */
  u: z.number().nonnegative(),
  /** Influence by id and its c·u, with its sign, in the unit of u. */
  contributions: z.array(z.tuple([text, finite])).max(MAX_INPUTS),
})

const ExportData = z.strictObject({
  format: z.literal('duheng influences'),
  version: z.literal(1),
  results: z.array(ResultData).min(1).max(2000),
  influences: z.array(InfluenceData).max(MAX_INPUTS),
  /** Between influences by id. */
  correlations: z.array(z.tuple([text, text, z.number().min(-1).max(1)])).max(100_000),
})

export type InfluenceData = z.infer<typeof InfluenceData>
export type ResultData = z.infer<typeof ResultData>
export type ExportData = z.infer<typeof ExportData>

/** Longest export that is read, in characters. */
export const MAX_EXPORT = 5_000_000

/**
 * First-order results of a model with their influences. An influence without identity gets `namespace/name`, so the namespace is one that
 * nobody else uses: the number of the certificate, of the record. `ids` gives results ids of their own; else they are their names.
 */
export function exportResults(
  { prepared }: Pick<MeasurementModel, 'prepared'>,
  { namespace, ids = {} }: { readonly namespace: string; readonly ids?: Readonly<Record<string, string>> },
): { readonly ok: true; readonly data: ExportData } | Refusal {
  if (namespace === '') return refuse('namespace', '导出需要命名空间，如证书编号', 'an export needs a namespace, such as a certificate number')
  const found = budgetsOf(prepared)
  if (!found.ok) return found
  const { list, pairs } = prepared.influences
  const idOf = list.map(({ first, names }) => first.identity ?? `${namespace}/${names[0] ?? ''}`)
  const used = new Set<number>()
  const results = found.budgets.map(({ name, unit, value, u, components }): ResultData => {
    const contributions: [string, number][] = []
    for (const [i, { contribution }] of components.entries()) {
      if (contribution === 0) continue
      used.add(i)
      contributions.push([idOf[i] ?? '', contribution])
    }
    return { id: ids[name] ?? name, name, ...symbolOf(unit.symbol), value, u, contributions }
  })
  const influences = [...used].toSorted((a, b) => a - b).flatMap((i): InfluenceData[] => {
    const influence = list[i]
    if (influence === undefined) return []
    const { estimate, u, dof } = influence.standard
    const common = { id: idOf[i] ?? '', name: influence.names.join(' = '), ...symbolOf(influence.first.unit?.symbol), estimate, u }
    return [dof === Infinity ? common : { ...common, dof }]
  })
  const correlations = pairs.flatMap(({ i, j, r }): [string, string, number][] => (
    used.has(i) && used.has(j) ? [[idOf[i] ?? '', idOf[j] ?? '', r]] : []
  ))
  return { ok: true, data: { format: 'duheng influences', version: 1, results, influences, correlations } }
}

function symbolOf(symbol: string | undefined): { unit?: string } {
  return symbol === undefined || symbol === '1' || symbol === '' ? {} : { unit: symbol }
}

/** The export as text: JSON of one line, the same bytes for the same data. */
export function writeExport(data: ExportData): string {
  return JSON.stringify(ExportData.parse(data))
}

/** An export from text, checked whole: shape, ids, units, and that u of each result is what its contributions say. */
export function readExport(json: string): { readonly ok: true; readonly data: ExportData } | Refusal {
  if (json.length > MAX_EXPORT) return refuse('export', '影响量文件过大', `an export has at most ${MAX_EXPORT} characters`)
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return refuse('export', '影响量文件不是 JSON', 'the export is not JSON')
  }
  const parsed = ExportData.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const path = issue?.path.join('.') ?? 'export'
    return refuse(path, `影响量文件的 ${path} 不合要求：${issue?.message}`, `${path} of the export: ${issue?.message}`)
  }
  const broken = brokenExport(parsed.data)
  return broken ?? { ok: true, data: parsed.data }
}

function brokenExport({ results, influences, correlations }: ExportData): Refusal | undefined {
  const known = new Set(influences.map(({ id }) => id))
  if (known.size !== influences.length) return refuse('influences', '影响量的 id 重复', 'two influences have one id')
  if (new Set(results.map(({ id }) => id)).size !== results.length) return refuse('results', '结果的 id 重复', 'two results have one id')
  const named = [...results.flatMap(({ contributions }) => contributions.map(([id]) => id)), ...correlations.flatMap(([a, b]) => [a, b])]
  const strange = named.find((id) => !known.has(id))
  if (strange !== undefined) return refuse('influences', `影响量“${strange}”没有说明`, `the influence "${strange}" is not described`)
  for (const { id, unit } of [...results, ...influences]) {
    if (unit !== undefined && !parseUnit(unit).ok) {
      return refuse(id, `“${id}”的单位“${unit}”无法识别`, `the unit "${unit}" of "${id}" cannot be read`)
    }
  }
  const found = influencesOf(influences.map((one) => inputOf(one, one.id)), correlations)
  if (!found.ok) return found
  for (const { id, u, contributions } of results) {
    const [[variance = Number.NaN] = []] = covarianceOf([inOrder(contributions, influences)], found.influences)
    const made = Math.sqrt(variance)
    if (!(Math.abs(made - u) <= 1e-6 * Math.max(made, u))) {
      return refuse(id, `“${id}”的 u 为 ${u}，但其分量合成为 ${made}`, `u of "${id}" is ${u}, but its contributions make ${made}`)
    }
  }
  return undefined
}

/** c·u of each influence in order, 0 where a result does not depend on it. */
function inOrder(contributions: ResultData['contributions'], influences: readonly InfluenceData[]): Float64Array {
  const of = new Map(contributions)
  return Float64Array.from(influences, ({ id }) => of.get(id) ?? 0)
}

/** A result of an export, under the name of an input of the model it is used in. */
export type Imported = { readonly name: string; readonly from: ExportData; readonly id: string }

/**
 * First order of a model some of whose inputs are results of exports. Their influences take the place of these inputs in the budget; those
 * that several results, or an input with the same identity, have in common count as the one quantity they are.
 */
export function propagateImported(data: ModelData, imported: readonly Imported[]): Propagated | Refusal {
  const ready = prepareImported(data, imported)
  return ready.ok ? budgetsOf(ready.prepared) : ready
}

/** The same, ready to be propagated, and to be exported again with `exportResults`: identities last along a chain of any length. */
export function prepareImported(data: ModelData, imported: readonly Imported[]): ReturnType<typeof prepare> {
  const joined = join(imported)
  if ('ok' in joined) return joined
  const stand = joined.results.map(({ name, result }) => (
    { name, unit: result.unit, estimate: result.value, stated: { type: 'normal' as const, u: result.u } }
  ))
  const read = readModel({ ...data, inputs: [...data.inputs, ...stand] })
  if (!read.ok) return read
  const { model } = read
  const own = model.inputs.slice(0, data.inputs.length)
  const names = new Set(own.map(({ name }) => name))
  const nameOf = new Map(joined.influences.map(({ id }) => [id, names.has(id) ? `${id} (imported)` : id]))
  const inputs = [...own, ...joined.influences.map((influence) => inputOf(influence, nameOf.get(influence.id) ?? influence.id))]
  const shared = joined.correlations.map(([a, b, r]): Correlation => [nameOf.get(a) ?? a, nameOf.get(b) ?? b, r])
  const correlations = [...(data.correlations ?? []), ...shared]
  return prepare(throughImported(model, own.length, joined), inputs, { correlations, coverage: model.coverage })
}

/** Covariance and correlation of results of any exports, in the order given: what they share decides. */
export function covarianceOfResults(
  imported: readonly Omit<Imported, 'name'>[],
): ({ readonly ok: true } & Pick<Propagated, 'covariance' | 'correlation'>) | Refusal {
  const joined = join(imported.map((one, i) => ({ ...one, name: `result ${i + 1}` })))
  if ('ok' in joined) return joined
  const found = influencesOf(joined.influences.map((one) => inputOf(one, one.id)), joined.correlations)
  if (!found.ok) return found
  const covariance = covarianceOf(joined.results.map(({ result }) => inOrder(result.contributions, joined.influences)), found.influences)
  return { ok: true, covariance, correlation: correlationOf(covariance) }
}

function inputOf({ id, unit, estimate, u, dof }: InfluenceData, name: string): Input {
  const read = unit === undefined ? undefined : parseUnit(unit)
  return { name, unit: read?.ok === true ? read.unit : undefined, estimate, stated: { type: 'normal', u, dof }, identity: id }
}

type Joined = {
  readonly results: readonly { readonly name: string; readonly result: ResultData }[]
  readonly influences: readonly InfluenceData[]
  readonly correlations: readonly Correlation[]
}

/** The results meant, and every influence once; an id that means two different things is refused. */
function join(imported: readonly Imported[]): Joined | Refusal {
  const results: { name: string; result: ResultData }[] = []
  const influences = new Map<string, InfluenceData>()
  const correlations = new Map<string, Correlation>()
  for (const { name, from, id } of imported) {
    const result = from.results.find((one) => one.id === id)
    if (result === undefined) return refuse(name, `导出文件中没有结果“${id}”`, `the export has no result "${id}"`)
    results.push({ name, result })
  }
  for (const from of new Set(imported.map((one) => one.from))) {
    for (const one of from.influences) {
      const other = influences.get(one.id)
      if (other !== undefined && !sameInfluence(one, other)) {
        return refuse(
          one.id, `影响量“${one.id}”在两个导出文件中不一致`,
          `the influence "${one.id}" is not the same in two exports: its estimate, u, ν or unit differ`,
        )
      }
      influences.set(one.id, one)
    }
    for (const [a, b, r] of from.correlations) {
      const key = JSON.stringify([a, b].toSorted())
      const other = correlations.get(key)
      if (other !== undefined && other[2] !== r) {
        return refuse(
          key, `“${a}”与“${b}”的相关系数在两个导出文件中不一致`, `the correlation of "${a}" and "${b}" is not the same in two exports`,
        )
      }
      correlations.set(key, [a, b, r])
    }
  }
  return { results, influences: [...influences.values()], correlations: [...correlations.values()] }
}

function sameInfluence(a: InfluenceData, b: InfluenceData): boolean {
  return a.estimate === b.estimate && a.u === b.u && a.dof === b.dof && a.unit === b.unit
}

/** The model with the influences of its imported inputs in their place: ∂y/∂influence = Σ ∂y/∂result · c. */
function throughImported(model: MeasurementModel, own: number, { results, influences }: Joined): Differentiable {
  const inner = model.prepared.model
  const point = Float64Array.from(model.prepared.estimates)
  const slopes = results.map(({ result }) => inOrder(result.contributions, influences).map((one, j) => one / (influences[j]?.u ?? 1)))
  return {
    outputs: inner.outputs,
    evaluate(estimates): Evaluated | Refusal {
      for (let i = 0; i < own; i++) point[i] = estimates[i] ?? Number.NaN
      const found = inner.evaluate(point)
      if (!found.ok) return found
      const gradients = found.gradients.map((gradient) => {
        const through = influences.map((_, j) => slopes.reduce((sum, slope, r) => sum + (gradient[own + r] ?? 0) * (slope[j] ?? 0), 0))
        return Float64Array.from([...gradient.subarray(0, own), ...through])
      })
      return { ok: true, values: found.values, gradients }
    },
  }
}

/** What `dcc:byteData` holds (DCC 2.4 to 3.3): an attachment inside `dcc:data` of a result. */
export type ByteData = { readonly refType: string; readonly fileName: string; readonly mimeType: string; readonly dataBase64: string }

export const REF_TYPE = 'duheng_influences'

/**
 * The export as the attachment of a DCC: `dcc:result/dcc:data/dcc:byteData refType="duheng_influences"` with `application/json`. It is
 * valid by the schema, survives every reader that keeps attachments, and a signature over the file covers it.
 */
export function toByteData(data: ExportData): ByteData {
  return { refType: REF_TYPE, fileName: 'influences.json', mimeType: 'application/json', dataBase64: toBase64(writeExport(data)) }
}

export function fromByteData({ mimeType, dataBase64 }: Pick<ByteData, 'mimeType' | 'dataBase64'>): ReturnType<typeof readExport> {
  if (mimeType !== 'application/json') return refuse('mimeType', '影响量附件应为 application/json', 'influences are attached as application/json')
  const compact = dataBase64.replaceAll(/\s/g, '')
  if (compact.length > 2 * MAX_EXPORT || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 !== 0) {
    return refuse('dataBase64', '附件不是 Base64', 'the attachment is not Base64')
  }
  return readExport(new TextDecoder().decode(Uint8Array.from(atob(compact), (char) => char.charCodeAt(0))))
}

function toBase64(json: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(json)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
