// The sheets of an exported workbook: result, inputs, budget with its formulas, intervals. Pure but for the words.
import type { OutputResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import type { Evaluated } from '../evaluate.ts'
import { cellName, type Cell, type Sheet } from '../export-xlsx.ts'
import { FORMS } from '../parameters.ts'
import { printed, unitText } from '../printed.ts'
import type { StudyBody } from '../study-body.ts'
import type { reportWords } from './report-words.ts'

type Said = (typeof reportWords)['en']
type Answer = NonNullable<Evaluated['answer']>
type Given = { readonly title: string; readonly body: StudyBody; readonly evaluated: Evaluated; readonly output: OutputResult | undefined; readonly t: Said; readonly english: boolean }

const heads = (...texts: string[]): Cell[] => texts.map((head) => ({ head }))

export function sheetsOf(given: Given): Sheet[] {
  const { evaluated: { answer }, output, t } = given
  const sheets = [{ name: t.inputs, widths: [12, 30, 18, 10, 18, 44, 10, 22, 44], rows: inputRows(given) }]
  if (answer === undefined) return sheets
  return [
    { name: t.budget, widths: [14, 30, 20, 10, 18, 12, 18, 18, 12], rows: budgetRows(given, answer) }, ...sheets,
    ...(output === undefined ? [] : [{ name: t.monteCarlo, widths: [34, 20, 20, 20, 20], rows: sampledRows(given, answer, output) }]),
  ]
}

function inputRows({ title, body, evaluated, t, english }: Given): (Cell | undefined)[][] {
  const rows = evaluated.rows.filter(({ blank }) => !blank).map(({ index, read }): (Cell | undefined)[] => {
    const input = body.inputs[index]
    if (input === undefined) return []
    const { name, about, estimate, unit, type, spread, dof, source } = input
    return [name, about, read.ok ? read.standard.estimate : estimate, unit, english ? FORMS[type].en : FORMS[type].zh, spread, read.ok ? read.standard.dof : dof, read.ok ? read.standard.u : undefined, source === undefined ? undefined : `${source.standard} ${source.number} ${source.value}`]
  })
  return [[{ head: title }], [t.formula, body.formula], [], heads(t.symbol, t.about, t.estimate, t.unit, t.distribution, t.stated, t.dof, t.u, t.source), ...rows]
}

/** Contributions are c·u of the cells beside them; u(y) and U follow from the column, unless correlations add what the column cannot hold. */
function budgetRows({ title, body, t }: Given, { budget, model }: Answer): (Cell | undefined)[][] {
  const aboutOf = new Map(body.inputs.map(({ name, about }) => [name.trim(), about]))
  const first = 5
  const last = first + budget.components.length - 1
  const total = last + 2
  const at = (column: number, row: number) => cellName(column, row - 1)
  const parts = budget.components.map((part, i): (Cell | undefined)[] => {
    const row = first + i
    return [
      part.names.join(' = '), aboutOf.get(part.names[0] ?? '') ?? '', part.estimate, unitText(part.unit), part.u, part.dof, part.sensitivity,
      { formula: `ABS(${at(6, row)})*${at(4, row)}`, value: Math.abs(part.contribution) }, { formula: `(${at(7, row)}/${at(7, total)})^2`, value: part.share },
    ]
  })
  const correlated = model.correlations.length > 0 || Math.abs(budget.correlationShare) > 1e-12
  const unit = unitText(budget.uncertaintyUnit)
  const shown = printed(budget, body)
  return [
    [{ head: title }], [t.formula, body.formula], [t.asPrinted, shown === undefined ? '—' : `${budget.name} = ${shown.text.replaceAll('\u202f', ' ')}`],
    heads(t.symbol, t.about, t.estimate, t.unit, t.u, t.dof, t.sensitivity, `${t.contribution}${unit === '' ? '' : ` / ${unit}`}`, t.share),
    ...parts, [],
    [t.combined, undefined, undefined, undefined, undefined, undefined, undefined, correlated ? budget.u : { formula: `SQRT(SUMSQ(${at(7, first)}:${at(7, last)}))`, value: budget.u }, unit],
    [t.effective, undefined, undefined, undefined, undefined, undefined, undefined, budget.dof],
    [t.factor, undefined, undefined, undefined, undefined, undefined, undefined, budget.k],
    [t.expanded, undefined, undefined, undefined, undefined, undefined, undefined, { formula: `${at(7, total)}*${at(7, total + 2)}`, value: budget.U }, unit],
    [t.probability, undefined, undefined, undefined, undefined, undefined, undefined, budget.p],
    [t.value, undefined, undefined, undefined, undefined, undefined, undefined, budget.value, unitText(budget.unit)],
  ]
}

function sampledRows({ t, body }: Given, { budget }: Answer, output: OutputResult): (Cell | undefined)[][] {
  const found = output.coverage[0]
  return [
    heads(t.method, 'y', 'u(y)', t.low, t.high),
    [t.firstOrder, budget.value, budget.u, budget.value - budget.U, budget.value + budget.U],
    [t.shortest, output.mean, output.u, found?.shortest.low, found?.shortest.high],
    [t.symmetric, output.mean, output.u, found?.symmetric.low, found?.symmetric.high],
    [], [t.probability, found?.p], [t.trials, body.monteCarlo.trials], [t.seed, body.monteCarlo.seed], [t.unit, unitText(output.unit)], [], [t.madeBy],
  ]
}
