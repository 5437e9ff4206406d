// An edition rendered for reading beside the regulation: plain sections for a page, each formula and limit with its source and grade.
// Pure. Absent: layout, and the words of the page around it.

import type { Bilingual, Grade } from '@duheng/rules/citation.ts'
import { citationText } from '@duheng/rules/citation.ts'
import type { Procedure } from './read.ts'
import { sourceOf } from './read.ts'
import type { BudgetFile, JudgementFile, StepFile, TableFile, ValueFile, WhenFile } from './schema.ts'

export type Cited = { text: string; grade: Grade; url?: string; read?: string }
export type Line = Bilingual & {
  kind: 'sentence' | 'formula' | 'limit' | 'judgement' | 'cell' | 'point' | 'example'
  symbol?: string
  formula?: string
  unit?: string
  round?: string
  source?: Cited
}
export type Grid = Bilingual & { columns: string[]; rows: string[][]; source: Cited }
export type Section = Bilingual & { id: string; lines: Line[]; grids: Grid[]; source?: Cited }

export function explain(procedure: Procedure): Section[] {
  const { file } = procedure
  return [
    scope(procedure),
    section('parameters', '器具参数', 'Facts of the instrument', [...parameters(procedure), ...requirements(procedure)]),
    {
      ...section('tables', '表格和常数', 'Tables and constants', constants(procedure)),
      grids: Object.entries(file.tables ?? {}).map(([name, table]) => grid(procedure, name, table)),
    },
    section('conditions', '条件和标准器', 'Conditions and standards', [...conditions(procedure), ...standards(procedure)]),
    section(
      'visual',
      '外观检查',
      'Visual inspection',
      (file.visual ?? []).map(
        ({ zh, en, cite, when }) => ({ kind: 'sentence', ...only(procedure, { zh, en }, when), source: cited(procedure, cite) })
      ),
    ),
    ...file.steps.map((step) => stepSection(procedure, step)),
    section('budgets', '方法的测量不确定度', "Uncertainty of the method", (file.budgets ?? []).flatMap((budget) => budgetLines(procedure, budget))),
    section(
      'examples',
      '算例',
      'Worked examples',
      (file.examples ?? []).map(
        ({ zh, en, expect }) => ({ kind: 'example', zh: `${zh}：${expect.verdict}`, en: `${en}: ${expect.verdict}` })
      ),
    ),
  ].filter(({ lines, grids }) => lines.length + grids.length > 0)
}

/** How many cited parts stand on which grade: what an adopter still has to check. */
export function gradesOf(procedure: Procedure): Record<Grade, number> {
  const count = { official: 0, secondary: 0, memory: 0 }
  const lines = explain(procedure).flatMap((one) => [...one.lines, ...one.grids])
  for (const { source } of lines) if (source !== undefined) count[source.grade] += 1
  return count
}

function section(id: string, zh: string, en: string, lines: Line[]): Section {
  return { id, zh, en, lines, grids: [] }
}

export function cited(procedure: Procedure, cite: string | undefined): Cited {
  const { grade, url, read, ...source } = sourceOf(procedure, cite)
  return { text: citationText(source), grade, ...(url && { url }), ...(read && { read }) }
}

function scope(procedure: Procedure): Section {
  const { file } = procedure
  const sentences: Bilingual[] = [
    file.scope,
    {
      zh: `自 ${file.from} 起施行${file.until === undefined ? '' : `，至 ${file.until}`}。`,
      en: `In force from ${file.from}${file.until === undefined ? '' : ` until ${file.until}`}.`,
    },
    ...(file.notes ?? []),
  ]
  const lines: Line[] = sentences.map((sentence) => ({ kind: 'sentence', ...sentence }))
  if (file.local !== undefined) lines.push({
    kind: 'sentence',
    zh: `本地版本，依据 ${file.local.of} 版：${file.local.reason}（${file.local.basis}）`,
    en: `Local edition over ${file.local.of}: ${file.local.reason} (${file.local.basis})`,
  })
  if (file.validity !== undefined) lines.push({
    kind: 'limit', zh: `检定周期：${file.validity.zh}`, en: `Interval: ${file.validity.en}`, source: cited(procedure, file.validity.cite),
  })
  lines.push({ kind: 'judgement', zh: file.decision.zh, en: file.decision.en, source: cited(procedure, file.decision.cite) })
  return { ...section('scope', file.title.zh, file.title.en, lines), source: cited(procedure, file.cite) }
}

function parameters(procedure: Procedure): Line[] {
  return Object.entries(procedure.file.parameters).map(([symbol, parameter]) => {
    if (parameter.kind === 'choice') {
      const options = parameter.options
      return {
        kind: 'cell',
        zh: `${parameter.zh}：${options.map(({ zh }) => zh).join('、')}`,
        en: `${parameter.en}: ${options.map(({ en }) => en).join(', ')}`,
        symbol,
      }
    }
    return { kind: 'cell', zh: parameter.zh, en: parameter.en, symbol, unit: parameter.unit }
  })
}

function requirements(procedure: Procedure): Line[] {
  return (procedure.file.requirements ?? []).map(
    ({ zh, en, holds, cite }) => ({ kind: 'limit', zh, en, formula: holds, source: cited(procedure, cite) })
  )
}

function constants(procedure: Procedure): Line[] {
  const { constants: fixed, definitions } = procedure.file
  const numbers = Object.entries(fixed ?? {}).map(([symbol, { zh, en, value, unit, cite }]): Line => ({
    kind: 'limit', zh, en, symbol, formula: value, unit, source: cited(procedure, cite),
  }))
  const defined = (definitions ?? []).map(({ name, zh, en, formula, unit, cite }): Line => ({
    kind: 'formula', zh, en, symbol: name, formula, unit, source: cited(procedure, cite),
  }))
  return [...numbers, ...defined]
}

function grid(procedure: Procedure, name: string, table: TableFile): Grid {
  const by = table.by ?? []
  const bounded = table.over !== undefined
  const columns = [...by, ...(bounded ? [`x / ${table.over?.unit ?? '1'}`] : []), `${name} / ${table.unit}`]
  const rows = table.rows.map(({ when, upto, below, value }) => {
    const chosen = by.map((key) => (when?.[key] ?? []).join(', '))
    const bound = upto !== undefined ? `≤ ${upto}` : below !== undefined ? `< ${below}` : ''
    return [...chosen, ...(bounded ? [bound] : []), value]
  })
  return { zh: table.zh, en: table.en, columns, rows, source: cited(procedure, table.cite) }
}

function conditions(procedure: Procedure): Line[] {
  return (procedure.file.conditions ?? []).map(({ name, zh, en, unit, holds, cite }) => ({
    kind: 'limit', zh, en, symbol: name, unit, ...(holds && { formula: holds }), source: cited(procedure, cite),
  }))
}

function standards(procedure: Procedure): Line[] {
  return procedure.file.standards.map(({ zh, en, values, cite }) => ({
    kind: 'sentence',
    zh: `${zh}：${values.map((value) => `${value.zh} ${value.name}`).join('；')}`,
    en: `${en}: ${values.map((value) => `${value.en} ${value.name}`).join('; ')}`,
    source: cited(procedure, cite),
  }))
}

function stepSection(procedure: Procedure, step: StepFile): Section {
  const cells = step.cells.map(({ name, zh, en, unit }): Line => ({ kind: 'cell', zh, en, symbol: name, unit }))
  const lines: Line[] = [
    ...(step.how ? [{ kind: 'sentence' as const, ...step.how }] : []),
    ...points(procedure, step),
    ...(
      step.repeats === undefined ? [] : [{
        kind: 'sentence' as const, zh: `每点重复 ${step.repeats} 次`, en: `${step.repeats} repetitions at each point`,
      }]
    ),
    ...cells,
    ...[...(step.each ?? []), ...(step.values ?? [])].map((value) => formula(procedure, value)),
    ...(
      step.mpe ? [{
        kind: 'limit' as const, zh: '最大允许误差', en: 'Maximum permissible error', symbol: 'mpe', formula: step.mpe.formula,
        unit: step.mpe.unit, source: cited(procedure, step.mpe.cite),
      }] : []
    ),
    ...(step.judge ?? []).map((judgement) => judged(procedure, judgement)),
    ...(step.overall?.values ?? []).map((value) => formula(procedure, value)),
    ...(step.overall?.judge ?? []).map((judgement) => judged(procedure, judgement)),
  ]
  return {
    ...section(step.id, step.zh, step.en, lines),
    ...only(procedure, { zh: step.zh, en: step.en }, step.when),
    source: cited(procedure, step.cite),
  }
}

function points(procedure: Procedure, step: StepFile): Line[] {
  if (step.points === undefined) return []
  if ('series' in step.points) return [{
    kind: 'point', zh: step.points.zh, en: step.points.en, symbol: step.points.name, formula: step.points.series,
    unit: step.points.unit,
  }]
  return step.points.list.map(({ zh, en, set, when }) => ({
    kind: 'point',
    ...only(procedure, { zh, en }, when),
    formula: Object.entries(set ?? {}).map(([name, text]) => `${name} = ${text}`).join('; '),
  }))
}

function formula(procedure: Procedure, value: ValueFile): Line {
  return {
    kind: 'formula', zh: value.zh, en: value.en, symbol: value.name, formula: value.formula, unit: value.unit,
    ...(value.round && { round: value.round }), source: cited(procedure, value.cite),
  }
}

function judged(procedure: Procedure, judgement: JudgementFile): Line {
  const { of = '', within, holds, from, to } = judgement
  const most = judgement['at most']
  const written = holds ?? (
    within !== undefined ? `|${of}| ≤ ${within}` : most !== undefined ? `${of} ≤ ${most}` : `${from ?? ''} ≤ ${of} ≤ ${to ?? ''}`
  )
  return { kind: 'judgement', zh: judgement.zh, en: judgement.en, formula: written, source: cited(procedure, judgement.cite) }
}

function budgetLines(procedure: Procedure, budget: BudgetFile): Line[] {
  const inputs = budget.inputs.map(({ name, zh, en, unit, distribution, cite }): Line => ({
    kind: 'cell', zh: `${zh}（${distribution}）`, en: `${en} (${distribution})`, symbol: name, unit,
    ...(cite && { source: cited(procedure, cite) }),
  }))
  return [
    { kind: 'formula', zh: budget.zh, en: budget.en, formula: budget.model, unit: budget.unit },
    ...inputs,
    {
      kind: 'limit',
      zh: `U（k = ${budget.k}）不大于最大允许误差绝对值的 ${budget.ratio}`,
      en: `U (k = ${budget.k}) at most ${budget.ratio} of the maximum permissible error`,
      formula: `U ≤ (${budget.ratio}) * (${budget.mpev})`,
      source: cited(procedure, budget.cite),
    },
  ]
}

/** Says for which choices a part is done, in the words of the choices. */
function only(procedure: Procedure, text: Bilingual, when: WhenFile | undefined): Bilingual {
  const entries = Object.entries(when ?? {})
  if (entries.length === 0) return text
  const named = entries.flatMap(([name, ids]) => {
    const parameter = procedure.file.parameters[name]
    return parameter?.kind === 'choice' ? parameter.options.filter(({ id }) => ids.includes(id)) : []
  })
  const zh = named.map((option) => option.zh).join('、')
  const en = named.map((option) => option.en).join(', ')
  return { zh: `${text.zh}（仅${zh}）`, en: `${text.en} (only ${en})` }
}
