// `duheng compare FILE`: a comparison of laboratories from JSON or CSV, for people and for machines.
import { columns } from './columns.ts'
import { answerFile, inputOf } from './command.ts'
import type { Language, Out } from './command.ts'
import { comparisonReport } from './comparison-report.ts'
import type { ComparisonReport, LaboratoryReport } from './comparison-report.ts'
import { csvRows } from './csv-rows.ts'
import type { Given } from './given.ts'
import { printedResult, printedUncertainty, significant } from './printed.ts'

const USAGE = `duheng compare FILE [--json] [--lang zh|en]
  FILE: JSON { labs: [{ name, x, u | U, k, dof }], x_ref, U_ref } or { x: [...], u: [...] }, or CSV with a heading (name, x, u, U, k, dof).
  Consistency, the recommended reference value with its reasons, degrees of equivalence, En and zeta.
  Exit 0: evaluated; 1: the file is refused, with the field and the rule; 2: not understood, or the file cannot be read.`

export const compareCommand = (args: readonly string[], out: Out): Promise<number> => answerFile(args, out, {
  usage: USAGE, refusedExit: 1, evaluate: ({ path }, text) => comparisonReport(tableOrObject(path, text)), people: comparisonText,
})

/** A JSON object, a JSON list of laboratories, or a table. */
function tableOrObject(path: string, text: string): Given {
  const first = text.trimStart()[0]
  if (first === '[') return inputOf(path, `{"labs":${text}}`)
  return first === '{' ? inputOf(path, text) : { labs: csvRows(text) }
}

function comparisonText({ unit, consistency, reference, reasons, cautions, subset, laboratories, k }: ComparisonReport, language: Language): readonly string[] {
  const zh = language === 'zh'
  const { value, U } = printedResult(reference.value, reference.U)
  const of = unit === undefined ? '' : ` ${unit}`
  const kept = consistency === undefined ? [] : [zh
    ? `一致性：Q = ${significant(consistency.q, 4)}，自由度 ${consistency.dof}，p = ${significant(consistency.p, 3)}，${consistency.consistent ? '一致' : '不一致'}（水平 ${consistency.alpha}）`
    : `Consistency: Q = ${significant(consistency.q, 4)}, ${consistency.dof} degrees of freedom, p = ${significant(consistency.p, 3)}, ${consistency.consistent ? 'consistent' : 'not consistent'} (level ${consistency.alpha})`]
  return [
    ...kept,
    zh ? `参考值：${value}${of}，U = ${U}${of}（k = ${k}，${METHODS[reference.method]}${tauText(reference.tau, of)}）` : `Reference: ${value}${of}, U = ${U}${of} (k = ${k}, ${reference.method}${tauText(reference.tau, of)})`,
    ...reasons.map((one) => `  ${zh ? one.zh : one.en}`), ...cautions.map((one) => `! ${zh ? one.zh : one.en}`),
    ...(subset !== undefined && subset.excluded.length > 0 ? [zh ? `最大一致子集：${subset.labs.join('、')}；之外：${subset.excluded.join('、')}` : `Largest consistent subset: ${subset.labs.join(', ')}; outside: ${subset.excluded.join(', ')}`] : []),
    '', ...columns(zh ? ['实验室', 'x', 'u', 'D', 'U(D)', 'En', 'ζ', '判断'] : ['laboratory', 'x', 'u', 'D', 'U(D)', 'En', 'ζ', 'verdict'],
      laboratories.map((one) => row(one, zh)), ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'left']),
  ]
}

const tauText = (tau: number | undefined, of: string): string => (tau === undefined ? '' : `, τ = ${printedUncertainty(tau)}${of}`)

const METHODS: Readonly<Record<ComparisonReport['reference']['method'], string>> = {
  'weighted mean': '加权均值', 'median (procedure B)': '中位数（程序 B）', 'DerSimonian–Laird': 'DerSimonian–Laird', 'Mandel–Paule': 'Mandel–Paule',
  'largest consistent subset': '最大一致子集的加权均值', given: '外部给定', single: '单个结果',
}

function row({ lab, x, u, d, U, en, zeta, equivalent }: LaboratoryReport, zh: boolean): readonly string[] {
  const degree = printedResult(d, U)
  return [
    lab, printedResult(x, u).value, printedUncertainty(u), degree.value, degree.U, en.toFixed(2), zeta.toFixed(2),
    equivalent ? (zh ? '等效' : 'equivalent') : (zh ? '不等效' : 'not equivalent'),
  ]
}
