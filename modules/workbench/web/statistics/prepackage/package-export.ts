// A lot as tables for a spreadsheet. Pure but for the words.
import { exactText, toNumber } from '@duheng/quantity/decimal.ts'
import { say } from '#ui/i18n.ts'
import type { ExportTable } from '../files.ts'
import type { StandingEdition } from '../lot-rules.ts'
import { ruleUnit, undecided, type Lot } from './lot.ts'
import type { PackageBody } from '../../../package-body.ts'
import { stepsOf } from './package-working.ts'
import { packageWords } from './package-words.ts'

type Given = { readonly body: PackageBody; readonly date: string; readonly standing: StandingEdition | undefined; readonly lot: Lot | undefined; readonly language: 0 | 1 }

export function packageTables({ body, date, standing, lot, language }: Given): ExportTable[] {
  if (standing === undefined || lot === undefined) return []
  const name = language === 1 ? 'en' : 'zh-CN'
  const t = packageWords[name]
  const { unit } = ruleUnit(body.unit)
  const inUnit = unit === '' ? '' : ` / ${unit}`
  const { edition } = standing
  const open = undecided(standing)
  const outcome = !lot.verdict.ok ? t.notJudged : open.length > 0 ? `${t.notJudged} (${lot.verdict.value.verdict === 'pass' ? t.allHold : t.someFail})` : lot.verdict.value.verdict === 'pass' ? t.passes : t.fails
  return [
    {
      name: t.result, heads: [t.result, ''],
      rows: [
        [t.product, body.product], [t.date, date], [t.rule, say([edition.title.zh, edition.title.en], name)], [`${t.nominal}${inUnit}`, toNumber(lot.nominal)], [t.N, Number(body.N)], [`${t.T}${inUnit}`, toNumber(lot.T)],
        [`${t.mean}${inUnit}`, lot.mean], [`${t.s}${inUnit}`, lot.s], [t.result, outcome],
        ...stepsOf(body, edition, lot).map((step) => [say(step.what, name), step.formula.replaceAll(/[{}_^]/g, ''), step.result, step.source]),
      ],
    },
    ...(lot.packages.length === 0 ? [] : [{
      name: t.contents, heads: [t.package, `${t.content}${inUnit}`, `${t.shortage}${inUnit}`, t.error],
      rows: lot.packages.map(({ content, shortage, error }, i) => [i + 1, Number(content), Number(exactText(shortage) ?? toNumber(shortage)), error === 'none' ? '' : error]),
    }]),
  ]
}
