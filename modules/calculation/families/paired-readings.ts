// A table of simultaneous readings evaluated by both routes of GUM H.2 and H.4: from the means with their correlations, and from the model's
// value row by row. Without a model it is the ratio of the first two columns. Pure.
import { summary } from '@duheng/statistics/location.ts'
import { run, workspaceOf } from '@duheng/uncertainty/program.ts'
import type { Answers, Family } from '../family.ts'
import { mentions } from '../family.ts'
import { has, lacking } from '../given.ts'
import type { Given } from '../given.ts'
import { firstOrder, readModelFile } from '../model.ts'
import type { Read } from '../model.ts'
import { tableIn } from '../reading-table.ts'
import type { Table } from '../reading-table.ts'
import { models } from './model.ts'

export const pairedReadings: Family = {
  name: 'simultaneous readings',
  takes: (kind, input) => tableIn(input) !== undefined && (/ratio|type a|simultaneous|paired/i.test(kind) || !has(input, 'model')),
  answers: (of) => {
    const table = tableIn(of.input) ?? lacking(['readings'])
    const given: Given = { ...of.input, model: has(of.input, 'model') ? of.input['model'] : statedRatio(of.input) ?? ratioOf(table) }
    const usual = models.answers({ ...of, input: given })
    const withRatio = readModelFile({ ...given, model: `${[given['model']].flat().join('; ')}; ${RATIO} = ${ratioOf(table)}` })
    return (name) => routed(name, withRatio, table, usual)
  },
}

const RATIO = 'ratio__'
/** `ratio: [a, b]` or `a/b`. */
function statedRatio(input: Given): string | undefined {
  const ratio: unknown = input['ratio']
  return Array.isArray(ratio) ? ratio.join('/') : typeof ratio === 'string' ? ratio : undefined
}

function ratioOf(table: Table): string {
  const [a, b] = table.keys()
  return a === undefined || b === undefined ? lacking(['model']) : `${a}/${b}`
}

const BY_ROWS = /means? of (?:the )?(?:ratios|rows|values|individual)|route 2|(?:second|2nd) (?:route|approach|method)|(?:approach|method) 2|row by row|by rows?|individual|direct|per (?:cycle|row)|each (?:cycle|row)|pairwise|逐行/i
const BY_MEANS = /ratios? of (?:the )?means|route 1|(?:first|1st) (?:route|approach|method)|(?:approach|method) 1|\(means|from (?:the )?means|correlated|covariance|with correlation/i

function routed(asked: string, read: Read, table: Table, usual: Answers): ReturnType<Answers> {
  const name = alias(asked, read)
  const byRows = BY_ROWS.test(name)
  const named = read.outputs.findIndex((one) => one !== RATIO && mentions(name, one))
  if (!byRows && !BY_MEANS.test(name) && !(/^u?\s*\(?ratio/i.test(name) && named === -1)) return usual(name)
  const target = named !== -1 ? named : /ratio/i.test(name) && !read.outputs.some((one) => /^(?:ratio|r)$/i.test(one)) ? read.outputs.indexOf(RATIO) : mainOf(read)
  const { value, u } = byRows ? rowByRow(read, table, target) : byMeans(read, target)
  const stated = /(?<![A-Za-z])U(?![A-Za-z])|expanded/.test(name) ? 2 * u : u
  return /(?<![A-Za-z])[uU](?![A-Za-z])|uncertainty|\bs\b/.test(name) ? stated : value
}

/** `R`, `u(R)` and `A/B` are the ratio where nothing of the model is called so. */
function alias(name: string, read: Read): string {
  const [a, b] = read.names
  const written = name.replace(`${a}/${b}`, 'ratio')
  return [...read.outputs, ...read.names].includes('R') ? written : written.replace(/(?<![\w(,])R(?![\w,(])/, 'ratio').replace(/\(R\)/, '(ratio)')
}

/** The ratio stands last; the result before it that is named like one, else the model's own main result. */
const mainOf = (read: Read): number => {
  const like = read.outputs.findIndex((one) => /^(?:ratio|r)$/i.test(one))
  return like === -1 ? Math.max(0, read.outputs.length - 2) : like
}

function byMeans(read: Read, target: number): { readonly value: number; readonly u: number } {
  const budget = firstOrder(read, { k: 2 }).budgets[target]
  return budget ?? { value: Number.NaN, u: Number.NaN }
}

/** Mean and s/√n of the model's values row by row; what is not in the table keeps its estimate and adds its own component (GUM H.4.3.2). */
function rowByRow(read: Read, table: Table, target: number): { readonly value: number; readonly u: number } {
  const { program, prepared } = read.model
  const slots = workspaceOf(program)
  const rows = [...table.values()][0]?.length ?? 0
  const columns = read.names.map((name) => table.get(name))
  const values = Array.from({ length: rows }, (_, i) => {
    run(program, columns.map((column, k) => column?.[i] ?? prepared.estimates[k] ?? Number.NaN), slots)
    return slots[program.outputs[target]?.slot ?? 0] ?? Number.NaN
  })
  const { mean, sd, n } = summary(values)
  const components = firstOrder(read, { k: 2 }).budgets[target]?.components ?? []
  const rest = components.filter(({ evaluation }) => evaluation === 'B').map(({ contribution }) => contribution ** 2)
  return { value: mean, u: Math.sqrt(sd ** 2 / n + rest.reduce((sum, one) => sum + one, 0)) }
}

