// A measuring instrument as a ledger knows it: the fields people fill, what may be changed when, and what changed. Pure.
// Absent: who may see it (policies), the compulsory catalogue (compulsory.ts).
import { z } from 'zod'
import { isCivilDate } from '@duheng/calendar/civil-date.ts'
import { both } from '#platform/http/shape.ts'
import type { Words } from '#platform/http/problem.ts'
import { ParametersShape } from './parameters.ts'
import type { Parameters } from './parameters.ts'
import { line } from './plain-text.ts'

export const purposes = ['trade', 'safety', 'medical', 'environment', 'enforcement', 'other'] as const
export type Purpose = (typeof purposes)[number]
export const states = ['in use', 'stopped', 'scrapped'] as const
export type InstrumentState = (typeof states)[number]
export const verdicts = ['pass', 'fail'] as const
export type InstrumentVerdict = (typeof verdicts)[number]
export const standardRoles = ['public standard', 'highest standard'] as const

export const purposeWords: Readonly<Record<Purpose, Words>> = {
  trade: ['贸易结算', 'Trade settlement'], safety: ['安全防护', 'Safety'], medical: ['医疗卫生', 'Medical care'],
  environment: ['环境监测', 'Environmental monitoring'], enforcement: ['行政执法', 'Law enforcement'], other: ['其他', 'Other'],
}

export const day = z.string().refine((text) => text.length === 10 && isCivilDate(text), both('日期应为存在的一天，写成 2026-11-25', 'A day that exists, written 2026-11-25'))

const Fields = {
  name: line(1, 120),
  catalogue: z.string().max(80).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, both('目录项为目录中的编号', 'An entry of the catalogue')).nullable(),
  category: line(0, 60),
  kind: line(0, 60),
  model: line(0, 80),
  measuringRange: line(0, 80),
  accuracyClass: line(0, 40),
  serial: line(0, 60),
  maker: line(0, 120),
  ownerNo: line(0, 60),
  purpose: z.enum(purposes, both('用途应为：贸易结算、安全防护、医疗卫生、环境监测、行政执法、其他', 'One of: trade, safety, medical, environment, enforcement, other')),
  settledDirect: z.boolean(),
  sellsToPublic: z.boolean().nullable(),
  standardRole: z.enum(standardRoles, both('应为社会公用计量标准或最高计量标准', 'A public standard or a highest standard')).nullable(),
  madeOn: day.nullable(),
  installedOn: day.nullable(),
  parameters: ParametersShape,
  placeId: z.number().int().positive().nullable(),
} as const

/** What the owner states of a certificate that was issued elsewhere. */
export const Declared = z.strictObject({ verifiedOn: day, dueOn: day.nullable(), verdict: z.enum(verdicts), certificateNo: line(0, 60) })
export type Declared = z.infer<typeof Declared>

const AllFields = z.strictObject(Fields)
export type InstrumentFields = Omit<z.infer<typeof AllFields>, 'parameters'> & { parameters: Parameters }
export type FieldName = keyof InstrumentFields

/** What may be left out when an instrument is registered. */
export const blankFields: Omit<InstrumentFields, 'name' | 'purpose'> = {
  catalogue: null, category: '', kind: '', model: '', measuringRange: '', accuracyClass: '', serial: '', maker: '', ownerNo: '',
  settledDirect: false, sellsToPublic: null, standardRole: null, madeOn: null, installedOn: null, parameters: {}, placeId: null,
}

export const Registration = z.strictObject({
  ...AllFields.partial().shape, name: Fields.name, purpose: Fields.purpose,
  orgId: z.number().int().positive().optional(), declared: Declared.optional(),
})
export const Change = z.strictObject({ ...AllFields.partial().shape, version: z.number().int().positive(), reason: line(0, 200).optional(), declared: Declared.nullable().optional() })
export const StateChange = z.strictObject({ version: z.number().int().positive(), reason: line(1, 200) })

export type Acts = 'stop' | 'restart' | 'scrap'
const FROM: Readonly<Record<Acts, { from: readonly InstrumentState[]; to: InstrumentState; words: Words }>> = {
  stop: { from: ['in use'], to: 'stopped', words: ['不能停用：该器具不在用。', 'Not stopped: the instrument is not in use.'] },
  restart: { from: ['stopped'], to: 'in use', words: ['不能启用：该器具没有停用。', 'Not restarted: the instrument is not stopped.'] },
  scrap: { from: ['in use', 'stopped'], to: 'scrapped', words: ['不能报废：该器具已报废。', 'Not scrapped: the instrument is scrapped already.'] },
}

/** The state after an act, or why not. */
export function stateAfter(state: string, act: Acts): { ok: true; to: InstrumentState } | { ok: false; words: Words } {
  const rule = FROM[act]
  return rule.from.some((s) => s === state) ? { ok: true, to: rule.to } : { ok: false, words: rule.words }
}

export type FieldChange = { field: string; from: unknown; to: unknown }

/** Which fields of `next` differ from `now`. */
export function changesBetween(now: InstrumentFields, next: Partial<InstrumentFields>): FieldChange[] {
  return fieldNames.flatMap((field) => {
    if (!(field in next) || next[field] === undefined || same(now[field], next[field])) return []
    return [{ field, from: now[field], to: next[field] }]
  })
}
export const fieldNames: readonly FieldName[] = [
  'name', 'catalogue', 'category', 'kind', 'model', 'measuringRange', 'accuracyClass', 'serial', 'maker', 'ownerNo', 'purpose', 'settledDirect',
  'sellsToPublic', 'standardRole', 'madeOn', 'installedOn', 'parameters', 'placeId',
]

const same = (a: unknown, b: unknown): boolean => a === b || (typeof a === 'object' && typeof b === 'object' && ordered(a) === ordered(b))
const ordered = (value: unknown): string => JSON.stringify(value, (_, v: unknown) => (typeof v === 'object' && v !== null && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v))

/** Dates that cannot be: made after it was installed, verified in the future, due before it was verified. */
export function dateProblems(fields: { madeOn?: string | null; installedOn?: string | null; declared?: Declared | null }, today: string): { field: string; words: Words }[] {
  const found: { field: string; words: Words }[] = []
  const { madeOn, installedOn, declared } = fields
  if (madeOn && madeOn > today) found.push({ field: 'madeOn', words: ['出厂日期在今天之后。', 'The day it was made lies in the future.'] })
  if (madeOn && installedOn && installedOn < madeOn) found.push({ field: 'installedOn', words: ['安装日期早于出厂日期。', 'It was installed before it was made.'] })
  if (declared && declared.verifiedOn > today) found.push({ field: 'declared.verifiedOn', words: ['检定日期在今天之后。', 'The day of verification lies in the future.'] })
  if (declared?.dueOn && declared.dueOn < declared.verifiedOn) found.push({ field: 'declared.dueOn', words: ['有效期早于检定日期。', 'Validity ends before the day of verification.'] })
  return found
}
