// What a study may hold: an uncertainty, a comparison, a lot of packages, a control chart, a sampling plan, each exactly as typed. Pure.
import { z } from 'zod'
import { ChartBody } from './chart-body.ts'
import { ComparisonBody } from './comparison-body.ts'
import { PackageBody } from './package-body.ts'
import { SamplingBody } from './sampling-body.ts'
import { StudyBody } from './study-body.ts'
import { readerOf } from './typed-shape.ts'

export const KINDS = ['uncertainty', 'comparison', 'prepackage', 'control-chart', 'sampling'] as const
export type StudyKind = (typeof KINDS)[number]

export const SavedBody = z.discriminatedUnion('format', [StudyBody, ComparisonBody, PackageBody, ChartBody, SamplingBody])
export type SavedBody = z.infer<typeof SavedBody>
export type StatisticsBody = Exclude<SavedBody, StudyBody>

const BY_FORMAT: Readonly<Record<SavedBody['format'], StudyKind>> = {
  'duheng-uncertainty/1': 'uncertainty', 'duheng-comparison/1': 'comparison', 'duheng-prepackage/1': 'prepackage', 'duheng-control-chart/1': 'control-chart', 'duheng-sampling-plan/1': 'sampling',
}
export const kindOf = ({ format }: Pick<SavedBody, 'format'>): StudyKind => BY_FORMAT[format]

export const kindNamed = (name: string): StudyKind => KINDS.find((kind) => kind === name) ?? 'uncertainty'

export const readSaved = readerOf(SavedBody)

const count = (cells: readonly string[]): number => cells.filter((text) => text.trim() !== '').length

/** What a statistics tool holds, in one line without words: how many results, which label, which points. Nothing is computed for it. */
export function gistOf(body: StatisticsBody): string {
  switch (body.format) {
    case 'duheng-comparison/1': return `n = ${body.rows.filter((row) => count(row) > 0).length}${body.unit.trim() === '' ? '' : `, ${body.unit.trim()}`}`
    case 'duheng-prepackage/1': {
      const n = body.entry === 'summary' ? '' : `, n = ${count(body.entry === 'gross' ? body.gross : body.contents)}`
      return `${body.product.trim() === '' ? '' : `${body.product.trim()}: `}Q = ${body.nominal} ${body.unit}, N = ${body.N}${n}`
    }
    case 'duheng-control-chart/1': return `${body.kind}, n = ${body.rows.filter((row) => count(row) > 0).length}`
    case 'duheng-sampling-plan/1': return `${body.N.trim() === '' ? '' : `N = ${body.N}, `}p₁ = ${body.points.p1} %, p₂ = ${body.points.p2} %`
  }
}
