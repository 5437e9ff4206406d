// The rows of the certificate from a computed measurement: titles, columns with symbol and unit, decimal texts. Pure.
// Absent: layout, and everything a certificate needs beside results. A text is rounded once, where its value was computed.

import type { Bilingual } from '@duheng/rules/citation.ts'
import type { Computed } from './compute.ts'
import type { ComputedValue } from './evaluate.ts'
import type { Verdict } from './judge.ts'
import type { PlannedPoint } from './plan.ts'
import type { Procedure } from './read.ts'
import type { ColumnRole } from './schema.ts'

export type CertificateColumn = Bilingual & { symbol: string; unit: string; role: ColumnRole }
export type CertificateRow = { point: string; label: Bilingual; cells: string[]; verdict?: Verdict }
export type CertificateTable = Bilingual & { id: string; columns: CertificateColumn[]; rows: CertificateRow[] }

/** Tables of steps that were done for this instrument; a value not there yet is an empty text. */
export function certificateTables(procedure: Procedure, computed: Computed): CertificateTable[] {
  return procedure.file.certificate.tables.flatMap((table) => {
    const step = computed.plan.steps.find(({ id }) => id === table.step)
    if (step === undefined) return []
    const rows = table.of === 'overall' ? [overallRow(computed, table.step, step)] : step.points.map(
      (point) => ({ point, known: pointRow(computed, table.step, point) })
    )
      .map(({ point, known }) => ({ id: point.id, label: point.label, ...known }))
    const columns = table.columns.map(({ name, zh, en, role = 'other' }) => {
      const unit = rows.map(({ texts }) => texts.get(name)?.unit).find((one) => one !== undefined)
      return { symbol: name, zh, en, unit: unit ?? '', role }
    })
    const written = rows.map(({ id, label, texts, verdict }) => ({
      point: id,
      label,
      cells: table.columns.map(({ name }) => texts.get(name)?.text ?? ''),
      ...(verdict && { verdict }),
    }))
    return [{ id: table.id, zh: table.zh, en: table.en, columns, rows: written }]
  })
}

type Text = { text: string; unit: string }
type Known = { texts: Map<string, Text>; verdict?: Verdict }

function pointRow(computed: Computed, step: string, point: PlannedPoint): Known {
  const texts = new Map<string, Text>(point.values.map(({ name, text, unit }) => [name, { text, unit }]))
  for (const cell of point.cells) {
    const read = computed.cells.find(({ id }) => id === cell.id)
    if (
      cell.repetition === undefined && read !== undefined && read.state !== 'refused'
    ) texts.set(cell.name, { text: read.text, unit: cell.unit })
  }
  const found = computed.points.find(({ id }) => id === `${step}.${point.id}`)
  for (const value of [...(found?.values ?? []), ...(found?.mpe ? [found.mpe] : [])]) texts.set(value.symbol, textOf(value))
  return { texts, ...(found?.verdict && { verdict: found.verdict }) }
}

function overallRow(computed: Computed, id: string, step: Bilingual): { id: string; label: Bilingual } & Known {
  const values = computed.steps.find((one) => one.id === id)?.values ?? []
  return { id, label: { zh: step.zh, en: step.en }, texts: new Map(values.map((value) => [value.symbol, textOf(value)])) }
}

function textOf(value: ComputedValue): Text {
  return { text: value.state === 'known' ? value.text : '', unit: value.unit }
}
