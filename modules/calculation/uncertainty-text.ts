// An uncertainty report as people read it in a terminal: the result, the table of the budget, what second order and Monte Carlo say. Pure.
import { printEstimate } from '@duheng/uncertainty/monte-carlo/tolerance.ts'
import { columns } from './columns.ts'
import type { Language } from './command.ts'
import { printedUncertainty, significant } from './printed.ts'
import type { ComponentReport, ResultReport, UncertaintyReport } from './uncertainty-report.ts'

export function uncertaintyText({ results, correlation, trials, seed }: UncertaintyReport, language: Language): readonly string[] {
  const zh = language === 'zh'
  const lines = results.flatMap((result, i) => [...(i > 0 ? [''] : []), ...resultText(result, zh), ...drawnText(result, trials, seed, zh)])
  if (results.length < 2) return lines
  const heading = [zh ? '相关系数' : 'correlation', ...results.map(({ name }) => name)]
  const rows = results.map(({ name }, i) => [name, ...(correlation[i] ?? []).map((r) => r.toFixed(3))])
  return [...lines, '', ...columns(heading, rows, ['left', ...results.map(() => 'right' as const)])]
}

function resultText(result: ResultReport, zh: boolean): readonly string[] {
  const { name, printed, k, p, dof, u, components } = result
  const unit = unitOf(result)
  const factor = p === undefined ? `k = ${significant(k, 4)}` : `k = ${significant(k, 3)}${zh ? '，' : ', '}p = ${significant(100 * p, 6)} %`
  const freedom = `ν_eff = ${dof === null ? '∞' : significant(dof, 3)}`
  return [
    zh ? `${name} = ${printed.value}${unit}，U = ${printed.U}${unit}（${factor}；u = ${printedUncertainty(u)}${unit}，${freedom}）`
      : `${name} = ${printed.value}${unit}, U = ${printed.U}${unit} (${factor}; u = ${printedUncertainty(u)}${unit}, ${freedom})`,
    '', ...columns(
      zh ? ['输入量', '估计值', '单位', 'u', '类', 'ν', '灵敏系数 c', '|c|·u', '占比'] : ['input', 'estimate', 'unit', 'u', 'type', 'ν', 'sensitivity c', '|c|·u', 'share'],
      components.map(row), ['left', 'right', 'left', 'right', 'left', 'right', 'right', 'right', 'right'],
    ),
    ...(Math.abs(result.correlationShare) < 5e-4 ? [] : [zh ? `相关性${result.correlationShare > 0 ? '增加' : '减少'}方差的 ${percent(Math.abs(result.correlationShare))}。` : `Correlations ${result.correlationShare > 0 ? 'add' : 'take away'} ${percent(Math.abs(result.correlationShare))} of the variance.`]),
    ...result.remarks.map((remark) => `! ${zh ? remark.zh : remark.en}`),
  ]
}

const unitOf = ({ unit }: { readonly unit: string }): string => (unit === '1' || unit === '' ? '' : ` ${unit}`)
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

function row({ names, estimate, unit, u, evaluation, dof, sensitivity, contribution, share }: ComponentReport): readonly string[] {
  return [
    names.join(' = '), significant(estimate, 12), unit === '1' ? '' : unit, printedUncertainty(u), evaluation, Number.isFinite(dof) ? significant(dof, 3) : '∞',
    significant(sensitivity, 6), printedUncertainty(Math.abs(contribution)), percent(share),
  ]
}

function drawnText(result: ResultReport, trials: number, seed: number | undefined, zh: boolean): readonly string[] {
  const { secondOrder, monteCarlo, validation } = result
  const unit = unitOf(result)
  const lines: string[] = ['']
  if (secondOrder !== undefined && secondOrder.u > result.u * 1.0005) {
    lines.push(zh ? `计入二阶项：u = ${printedUncertainty(secondOrder.u)}${unit}，U = ${printedUncertainty(secondOrder.U)}${unit}` : `With second-order terms: u = ${printedUncertainty(secondOrder.u)}${unit}, U = ${printedUncertainty(secondOrder.U)}${unit}`)
  }
  if (monteCarlo !== undefined) {
    const { mean, u, standardErrors, p, shortest } = monteCarlo
    const print = (value: number, error: number) => printEstimate(value, error).text
    const interval = `[${print(shortest.low, shortest.standardErrors.low)}, ${print(shortest.high, shortest.standardErrors.high)}]${unit}`
    lines.push(zh ? `蒙特卡洛 ${trials} 次（种子 ${seed ?? ''}）：均值 ${print(mean, standardErrors.mean)}${unit}，u = ${print(u, standardErrors.u)}${unit}，${significant(100 * p, 6)} % 最短包含区间 ${interval}`
      : `Monte Carlo, ${trials} trials (seed ${seed ?? ''}): mean ${print(mean, standardErrors.mean)}${unit}, u = ${print(u, standardErrors.u)}${unit}, shortest ${significant(100 * p, 6)} % interval ${interval}`)
  }
  if (validation !== undefined) lines.push(zh ? validation.recommendation.zh : validation.recommendation.en)
  return lines.length === 1 ? [] : lines
}
