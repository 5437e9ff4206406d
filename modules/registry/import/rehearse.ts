// The dry run of an import: every row of the file becomes new, same, changed or wrong, with a sentence for each problem. Pure: the
// ledger's rows, the places, the catalogue and the day are handed in. Nothing is written here.
import type { Catalogue } from '@duheng/rules/catalogue.ts'
import type { Words } from '#platform/http/problem.ts'
import { blankFields, changesBetween, dateProblems } from '../instrument.ts'
import type { Declared, FieldChange, InstrumentFields } from '../instrument.ts'
import { parameterProblems } from '../parameters.ts'
import { cellText } from '../table-file/table.ts'
import type { Cell, Table } from '../table-file/table.ts'
import { columnOf, columns, valueOf } from './columns.ts'
import type { ColumnKey, Value } from './columns.ts'
import type { Mapping } from './mapping.ts'

export type ImportProblem = { row: number; column: string; value: string; rule: string; words: Words }
/** A row of the ledger as far as an import needs it. `ownCertificate`: its result was issued here and is not rewritten by a file. */
export type Known = { id: number; code: string; version: number; fields: InstrumentFields; declared: Declared | null; ownCertificate: boolean; verdict: string | null; state: string; placeName: string | null }
export type Ledger = { byCode: ReadonlyMap<string, Known>; byIdentity: ReadonlyMap<string, Known>; places: ReadonlyMap<string, number> }

/** `placeName` set and `fields.placeId` null: a place that the import adds. */
export type NewRow = { row: number; fields: InstrumentFields; placeName: string | null; declared: Declared | null }
export type ChangedRow = NewRow & { known: Known; changes: FieldChange[] }
export type Rehearsal = { rows: number; added: NewRow[]; same: number; changed: ChangedRow[]; wrong: number; problems: ImportProblem[]; newPlaces: string[] }

export const PROBLEMS_MAX = 5_000

/** What tells one instrument of an owner from another. */
export const identityOf = (f: { model: string; serial: string; maker: string; ownerNo: string }): string | undefined =>
  (f.serial !== '' ? JSON.stringify(['s', f.model, f.serial, f.maker]) : f.ownerNo !== '' ? JSON.stringify(['o', f.ownerNo]) : undefined)

export type RehearsalInput = { table: Table; headRow: number; mapping: Mapping; ledger: Ledger; catalogue: Catalogue; today: string }

export function rehearse(input: RehearsalInput): Rehearsal {
  const result: Rehearsal = { rows: 0, added: [], same: 0, changed: [], wrong: 0, problems: [], newPlaces: [] }
  const seen = new Map<string, number>()
  const newPlaces = new Set<string>()
  for (const row of input.table.rows) {
    if (row.n <= input.headRow || !input.mapping.some((key, i) => key !== null && cellText(row.cells[i]) !== '')) continue
    result.rows++
    const read = readRow(input, row.n, row.cells)
    const known = read.problems.length === 0 ? knownRow(input.ledger, read) : undefined
    const merged = merge(input, read, known)
    const problems = read.problems.length > 0 ? read.problems : rowProblems(input, row.n, merged, known, read, seen)
    if (problems.length > 0) {
      result.wrong++
      if (result.problems.length < PROBLEMS_MAX) result.problems.push(...problems)
      continue
    }
    if (merged.placeName !== null && merged.fields.placeId === null) newPlaces.add(merged.placeName)
    place(result, merged, known)
  }
  result.newPlaces = [...newPlaces]
  return result
}

type ReadRow = { n: number; cells: readonly Cell[]; values: ReadonlyMap<ColumnKey, Value>; problems: ImportProblem[] }

function readRow(input: RehearsalInput, n: number, cells: readonly Cell[]): ReadRow {
  const values = new Map<ColumnKey, Value>()
  const problems: ImportProblem[] = []
  for (const [i, key] of input.mapping.entries()) {
    if (key === null) continue
    const column = columnOf(key)
    const answer = valueOf(column, cells[i], { date1904: input.table.date1904, catalogue: input.catalogue })
    if (answer.ok) values.set(key, answer.value)
    else problems.push({ row: n, column: column.words[0], value: shown(cells[i]), rule: answer.rule, words: answer.words })
  }
  for (const column of columns) {
    if (column.needed && !input.mapping.includes(column.key)) problems.push({ row: n, column: column.words[0], value: '', rule: 'needed', words: [`文件中没有“${column.words[0]}”列，请在上一步指定。`, `The file has no column "${column.words[1]}"; choose it in the step before.`] })
  }
  return { n, cells, values, problems }
}
const shown = (cell: Cell | undefined): string => (cell !== undefined && typeof cell !== 'string' && 'refused' in cell ? (cell.refused === 'formula' ? '=…' : '#…') : cellText(cell).slice(0, 60))

/** A row found by its code, else by what identifies it. */
function knownRow(ledger: Ledger, read: ReadRow): Known | undefined {
  const code = text(read, 'code')
  if (code !== '') return ledger.byCode.get(code)
  const identity = identityOf({ model: text(read, 'model'), serial: text(read, 'serial'), maker: text(read, 'maker'), ownerNo: text(read, 'ownerNo') })
  return identity === undefined ? undefined : ledger.byIdentity.get(identity)
}
const text = (read: ReadRow, key: ColumnKey): string => {
  const value = read.values.get(key)
  return typeof value === 'string' ? value : ''
}

/** The row as it will be: what the file says over what the ledger holds; a column the file does not have changes nothing. */
function merge(input: RehearsalInput, read: ReadRow, known: Known | undefined): NewRow {
  const base: InstrumentFields = known?.fields ?? { ...blankFields, name: '', purpose: 'other' }
  const from = <K extends ColumnKey & keyof InstrumentFields>(key: K): InstrumentFields[K] => {
    const value = read.values.get(key)
    if (value === undefined) return base[key]
    // valueOf gives each column a value of its field's type; dates give '' for none.
    return (key === 'madeOn' || key === 'installedOn' ? value || null : value) as InstrumentFields[K]
  }
  const placeName = read.values.has('place') ? text(read, 'place') || null : known?.placeName ?? null
  const placeId = read.values.has('place') ? (placeName === null ? null : input.ledger.places.get(placeName) ?? null) : base.placeId
  const fields: InstrumentFields = {
    name: from('name'), catalogue: from('catalogue'), category: from('category'), kind: from('kind'), model: from('model'), measuringRange: from('measuringRange'),
    accuracyClass: from('accuracyClass'), serial: from('serial'), maker: from('maker'), ownerNo: from('ownerNo'), purpose: from('purpose'),
    settledDirect: from('settledDirect'), sellsToPublic: from('sellsToPublic'), standardRole: from('standardRole'), madeOn: from('madeOn'), installedOn: from('installedOn'),
    parameters: from('parameters'), placeId,
  }
  return { row: read.n, fields, placeName, declared: declaredOf(read, known) }
}

function declaredOf(read: ReadRow, known: Known | undefined): Declared | null {
  const verifiedOn = text(read, 'verifiedOn')
  if (known?.ownCertificate) return null
  if (verifiedOn === '') return known?.declared ?? null
  return { verifiedOn, dueOn: text(read, 'dueOn') || null, verdict: text(read, 'verdict') === 'fail' ? 'fail' : 'pass', certificateNo: text(read, 'certificateNo') }
}

function rowProblems(input: RehearsalInput, n: number, merged: NewRow, known: Known | undefined, read: ReadRow, seen: Map<string, number>): ImportProblem[] {
  const problem = (key: ColumnKey, rule: string, zh: string, en: string): ImportProblem => ({ row: n, column: columnOf(key).words[0], value: shown(read.cells[input.mapping.indexOf(key)]), rule, words: [zh, en] })
  const code = text(read, 'code')
  if (code !== '' && !known) return [problem('code', 'code-unknown', '本单位没有这个器具编码。新器具请留空。', 'This organisation has no instrument of this code. Leave it empty for a new one.')]
  if (known?.state === 'scrapped') return [problem('code', 'scrapped', '这台器具已报废，不能再修改。', 'This instrument is scrapped and no longer changes.')]
  const identity = identityOf(merged.fields)
  if (identity === undefined && !known) return [problem('serial', 'identity', '出厂编号和本单位编号都没有，无法辨认这台器具。请至少填一个。', 'Neither a serial number nor an own number tells this instrument from another; fill in one.')]
  const problems: ImportProblem[] = []
  for (const key of [identity, code === '' ? undefined : `code ${code}`]) {
    if (key === undefined) continue
    const before = seen.get(key)
    const column = key === identity ? (merged.fields.serial !== '' ? 'serial' : 'ownerNo') : 'code'
    if (before !== undefined) problems.push(problem(column, 'duplicate', `与第 ${before} 行相同。同一单位同一型号、编号、制造单位只能有一台。`, `Same as row ${before}. One owner has one instrument of a model, serial number and maker.`))
    else seen.set(key, n)
  }
  const twin = identity === undefined ? undefined : input.ledger.byIdentity.get(identity)
  if (twin && known && twin.id !== known.id) problems.push(problem('serial', 'duplicate', `台账中已有相同的器具（${twin.code}）。`, `The ledger already has this instrument (${twin.code}).`))
  if (text(read, 'verifiedOn') === '' && (['dueOn', 'certificateNo', 'verdict'] as const).some((key) => text(read, key) !== '') && !known?.ownCertificate) {
    problems.push(problem('verifiedOn', 'declared-incomplete', '填了有效期、结论或证书编号，检定日期也要填。', 'With a validity, result or certificate number, the day of verification is needed.'))
  }
  for (const p of dateProblems({ ...merged.fields, declared: merged.declared }, input.today)) {
    const key = columns.find((c) => c.key === p.field.replace('declared.', ''))?.key ?? 'verifiedOn'
    problems.push(problem(key, 'date', p.words[0], p.words[1]))
  }
  for (const p of parameterProblems(merged.fields.parameters)) problems.push(problem('parameters', p.rule, p.zh, p.en))
  return problems
}

function place(result: Rehearsal, merged: NewRow, known: Known | undefined): void {
  if (!known) {
    result.added.push(merged)
    return
  }
  const changes = changesBetween(known.fields, { ...merged.fields, placeId: known.fields.placeId })
  if (merged.placeName !== known.placeName) changes.push({ field: 'place', from: known.placeName, to: merged.placeName })
  const declaredChanged = !known.ownCertificate && JSON.stringify(merged.declared) !== JSON.stringify(known.declared)
  if (declaredChanged) changes.push({ field: 'declared', from: known.declared, to: merged.declared })
  if (changes.length === 0) result.same++
  else result.changed.push({ ...merged, known, changes })
}
