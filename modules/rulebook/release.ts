// The shipped rules, read once at start and never changed: a file that cannot be read stops the start, because the release is broken.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { workingCalendar } from '@duheng/calendar/working-days.ts'
import type { WorkingCalendar } from '@duheng/calendar/working-days.ts'
import { readProcedure } from '@duheng/procedures/read.ts'
import { readCatalogue } from '@duheng/rules/catalogue.ts'
import type { Catalogue } from '@duheng/rules/catalogue.ts'
import { readDivisions } from '@duheng/rules/division.ts'
import type { DivisionFile } from '@duheng/rules/division.ts'
import { readHolidays } from '@duheng/rules/holidays.ts'
import { layer } from '@duheng/rules/layer.ts'
import type { RuleSet } from '@duheng/rules/layer.ts'
import { readRuleFile } from '@duheng/rules/rule.ts'
import type { RuleFile } from '@duheng/rules/rule.ts'
import { readWorkflow } from '@duheng/rules/workflow.ts'
import type { Workflow } from '@duheng/rules/workflow.ts'
import type { Procedure } from '@duheng/procedures/read.ts'
import { readMeterLotRules } from '@duheng/statistics/meter-lot-rule.ts'
import type { MeterLotRule } from '@duheng/statistics/meter-lot-rule.ts'
import { readPrepackageRule } from '@duheng/statistics/prepackage-rule.ts'
import type { PrepackageRule } from '@duheng/statistics/prepackage-rule.ts'
import { readSamplingRule } from '@duheng/statistics/sampling-rule.ts'
import type { SamplingRule } from '@duheng/statistics/sampling-rule.ts'
import type { Placed } from './procedure.ts'

export type Release = {
  rules: RuleSet
  ruleFiles: readonly RuleFile[]
  catalogue: Catalogue
  calendar: WorkingCalendar
  divisions: DivisionFile
  workflows: ReadonlyMap<string, Workflow>
  procedures: readonly Placed<Procedure>[]
  lots: LotRules
}
/** Rules by which lots are judged: packages, tables of sampling plans, meters in service. */
export type LotRules = { prepackages: readonly PrepackageRule[]; sampling: readonly SamplingRule[]; meters: readonly MeterLotRule[] }

const shipped = fileURLToPath(new URL('../../rules', import.meta.url))
let read: Release | undefined
let lots: LotRules | undefined

/** The release of this installation. */
export const release = (): Release => (read ??= readRelease(shipped))

/** Its rules of lots alone: a command that judges one lot need not read all the rest. */
export const lotRules = (): LotRules => (lots ??= readLots(shipped))

export function readRelease(root: string): Release {
  const all = readerOf(root)
  const ruleFiles = [...all('clocks', readRuleFile), ...all('retention', readRuleFile)]
  const [catalogue] = all('catalogue', readCatalogue)
  const [divisions] = all('divisions', readDivisions)
  const layered = layer(ruleFiles)
  if (!catalogue || !divisions || !layered.ok) throw new Error('the shipped rules lack a catalogue or divisions, or contradict themselves')
  return {
    rules: layered.rules, ruleFiles, catalogue, divisions,
    calendar: workingCalendar('CN', all('calendar', readHolidays).map((h) => h.declared)),
    workflows: new Map(all('workflows', readWorkflow).map((w) => [w.id, w])),
    procedures: textsIn(root, 'procedures').map(({ path, text }) => shippedProcedure(path, text)),
    lots: readLots(root),
  }
}

function readLots(root: string): LotRules {
  const all = readerOf(root)
  return {
    prepackages: all('prepackages', readPrepackageRule), sampling: all('sampling', readSamplingRule),
    meters: all('meter-lots', readMeterLotRules).flatMap((file) => file.rules),
  }
}

const textsIn = (root: string, folder: string) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml')).sort().map((name) => ({ path: `${folder}/${name.replaceAll('\\', '/')}`, text: readFileSync(join(root, folder, name), 'utf8') }))

type Reading<T> = { ok: true; value: T } | { ok: false; problems: readonly { line: number; message: string }[] }

/** Reads every file of a folder. */
const readerOf = (root: string) => <T>(folder: string, reader: (text: string) => Reading<T>): T[] =>
  textsIn(root, folder).map(({ path, text }) => sound(path, reader(text)))

function sound<T>(path: string, reading: Reading<T>): T {
  if (reading.ok) return reading.value
  const first = reading.problems[0]
  throw new Error(`rules/${path}:${first?.line ?? 1} ${first?.message ?? 'cannot be read'}`)
}

function shippedProcedure(path: string, text: string): Placed<Procedure> {
  const reading = readProcedure(text)
  if (!reading.ok) throw new Error(`rules/${path}:${reading.problems[0]?.line ?? 1} ${reading.problems[0]?.message ?? 'cannot be read'}`)
  return { path, of: reading.procedure }
}
