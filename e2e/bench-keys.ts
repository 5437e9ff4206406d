// Hands on the keyboard: a record filled by Tab, arrows and typing alone, in the order of the procedure, cells found by the names a screen
// reader says. Absent: the pointer.
import { expandReadings } from '@duheng/procedures/example.ts'
import { planOf } from '@duheng/procedures/plan.ts'
import type { Cell, PlannedPoint } from '@duheng/procedures/plan.ts'
import type { Page } from 'playwright-core'
import { release } from '#modules/rulebook/contract.ts'

type Lang = 'zh' | 'en'
export type TypedCell = { readonly kind: 'check' | 'value'; readonly name: string; readonly text: string }

/** What an example of JJG 539 types, cell by cell, under the names the bench gives. */
export function typedCells(exampleId: string, lang: Lang = 'zh'): TypedCell[] {
  const edition = release().procedures.find((p) => p.of.file.document === 'JJG 539')?.of
  const example = edition?.file.examples?.find((e) => e.id === exampleId)
  if (!edition || !example) throw new Error(`JJG 539 has no example ${exampleId}`)
  const plan = planOf(edition, example.parameters)
  const { readings } = expandReadings(plan, example.readings)
  return plan.steps.flatMap((step) => step.points.flatMap((point) => point.cells.flatMap((cell): TypedCell[] => {
    const text = readings[cell.id]
    if (text === undefined || text === '') return []
    return [cell.kind === 'check'
      ? { kind: 'check', name: cell[lang], text }
      : { kind: 'value', name: step.kind === 'measurement' ? `${pointName(point, lang)} ${cellName(cell, lang)}` : unitName(cell, lang), text }]
  })))
}

const pointName = (point: PlannedPoint, lang: Lang): string => {
  const label = point.label[lang]
  const values = point.values.map((v) => `${v.text} ${v.unit}`).join(' ')
  return label === values || values === '' ? label : `${label} ${values}`
}
const cellName = (cell: Cell, lang: Lang): string => `${cell[lang]}${cell.repetition === undefined ? '' : ` ${cell.repetition}`}，${cell.unit}`
const unitName = (cell: Cell, lang: Lang): string => (lang === 'zh' ? `${cell.zh}，单位 ${cell.unit}` : `${cell.en}, unit ${cell.unit}`)

type Focused = { readonly name: string; readonly group: string; readonly type: string }
const focused = (page: Page): Promise<Focused> => page.evaluate(() => {
  const at = document.activeElement
  return { name: at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '', group: at?.closest('[role=radiogroup]')?.getAttribute('aria-label') ?? '', type: at?.getAttribute('type') ?? '' }
})

const FAR = 80

/** Tab until the wanted thing has the focus. */
export async function tabTo(page: Page, isIt: (at: Focused) => boolean, what: string): Promise<void> {
  for (let i = 0; i < FAR; i++) {
    if (isIt(await focused(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${what}; the focus is at ${JSON.stringify(await focused(page))}`)
}

const stepsToChoice: Readonly<Record<string, number>> = { pass: 0, fail: 1, 'n/a': 2 }

/** Fills the record, Tab from cell to cell as the page orders them. */
export async function fillByKeyboard(page: Page, cells: readonly TypedCell[]): Promise<void> {
  for (const { kind, name, text } of cells) {
    if (kind === 'check') {
      await tabTo(page, (at) => at.group === name, name)
      await page.keyboard.press('Space')
      for (let i = 0; i < (stepsToChoice[text] ?? 0); i++) await page.keyboard.press('ArrowRight')
    } else {
      await tabTo(page, (at) => at.name === name, name)
      await page.keyboard.type(text)
    }
  }
}
