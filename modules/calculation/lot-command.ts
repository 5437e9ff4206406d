// `duheng lot FILE`: a lot of prepackaged goods judged with its working.
import { exactText, toNumber } from '@duheng/quantity/decimal.ts'
import { columns } from './columns.ts'
import { answerFile, inputOf } from './command.ts'
import type { Language, Out } from './command.ts'
import { lotReport } from './lot-report.ts'
import type { LotReport } from './lot-report.ts'
import { significant } from './printed.ts'

const USAGE = `duheng lot FILE [--json] [--lang zh|en]
  FILE: JSON { nominal, unit, N, date, contents: [...] or gross: [...] with tare, rule }: the edition in force on the date judges.
  An edition whose sampling plans are unsettled needs plan { n, factor, t1_allowed, t2_allowed, source } in the file.
  Exit 0: the lot passes; 1: it fails; 2: it cannot be judged (the field and the rule are named), or not understood.`

export const lotCommand = (args: readonly string[], out: Out): Promise<number> => answerFile(args, out, {
  usage: USAGE, refusedExit: 2, evaluate: ({ path }, text) => lotReport(inputOf(path, text)), machine, people: lotText, exit: ({ verdict }) => (verdict === 'pass' ? 0 : 1),
})

/** Exact values as decimal text; λ and T included. */
function machine({ T, mean, plan, ...rest }: LotReport): Readonly<Record<string, unknown>> {
  return { ...rest, T: textOfRational(T), mean: textOfRational(mean), plan: { ...plan, factor: plan.factor === undefined ? null : textOfRational(plan.factor) } }
}

const textOfRational = (value: LotReport['T']): string => exactText(value) ?? String(toNumber(value))

function lotText(report: LotReport, language: Language): readonly string[] {
  const zh = language === 'zh'
  const { title, from, until, nominal, unit, N, plan, T, mean, s, lowestMean, short, reasons, verdict, grade } = report
  const of = unit === '' ? '' : ` ${unit}`
  const factor = plan.factor === undefined ? (zh ? '不检平均' : 'mean not tested') : `λ = ${textOfRational(plan.factor)}`
  const decides = grade === 'official' ? [] : [zh
    ? '! 规则文本不是对照官方原文录入的：结果供参考，经两人采用后方可作为判定。' : '! The rule was not taken from its official text: the result informs, and decides once two persons adopt the rule.']
  return [
    zh ? `${title.zh}（${from} 起${until === undefined ? '' : `，至 ${until}`}）` : `${title.en} (from ${from}${until === undefined ? '' : ` to ${until}`})`,
    zh ? `标注净含量 ${nominal}${of}，批量 ${N}：检 ${plan.n} 件，${factor}，T1 允许 ${plan.t1Allowed} 件，T2 允许 ${plan.t2Allowed ?? 0} 件`
      : `nominal ${nominal}${of}, lot of ${N}: ${plan.n} packages, ${factor}, ${plan.t1Allowed} T1 and ${plan.t2Allowed ?? 0} T2 allowed`,
    `T = ${textOfRational(T)}${of}; ${zh ? '平均实际含量' : 'mean'} = ${significant(toNumber(mean), 8)}${of}; s = ${significant(s, 4)}${of}${lowestMean === undefined ? '' : `; Qn - λ·s = ${significant(lowestMean, 8)}${of}`}`,
    ...(short.length === 0 ? [] : ['', ...columns(zh ? ['件号', '实际含量', '短缺量'] : ['package', 'content', 'shortage'], short.map((one) => [String(one.package), one.content, one.shortage]), ['right', 'right', 'right']), '']),
    ...reasons.map((one) => `  ${zh ? one.zh : one.en}`), ...decides,
    zh ? `结论${decides.length === 0 ? '' : '（供参考）'}：${verdict === 'pass' ? '合格' : '不合格'}` : `Verdict${decides.length === 0 ? '' : ' (informative)'}: ${verdict === 'pass' ? 'passes' : 'fails'}`,
  ]
}
