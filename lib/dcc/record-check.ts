// What must hold between the fields of a record before it can be a certificate at all. Pure. Whether it is a *good* certificate
// (standards in date, U rounded, k and p consistent) is asked in verify-content.ts.

import type { RecordShape, ResultTable } from './record-shape.ts'

export type RecordFault = { path: readonly (string | number)[]; message: string }

export function checkRecord(record: RecordShape): RecordFault[] {
  return [...checkKind(record), ...checkDates(record), ...checkTables(record), ...checkEnglish(record)]
}

/** When the first holds, the field at the path is at fault, for the reason given. */
type Rule = [broken: boolean, path: RecordFault['path'], message: string]

function checkKind(record: RecordShape): RecordFault[] {
  const { kind, conclusion: { verdict, failed }, dates } = record
  const mayFail = kind === 'rejection' || verdict === 'fail'
  return faultsOf([
    [kind !== 'verification' && dates.validUntil !== undefined, ['dates', 'validUntil'], 'only a verification has an end of validity'],
    [kind === 'verification' && verdict !== 'pass', ['conclusion', 'verdict'], 'a verification certificate is issued for what passed'],
    [kind === 'rejection' && verdict !== 'fail', ['conclusion', 'verdict'], 'a result notice is issued for what failed'],
    [kind === 'rejection' && failed.length === 0, ['conclusion', 'failed'], 'a result notice names what failed'],
    [!mayFail && failed.length > 0, ['conclusion', 'failed'], 'nothing may be named as failed here'],
    [record.decisionRule.name === 'none' && verdict !== undefined, ['decisionRule'], 'a verdict needs a decision rule'],
    [record.tables.length + record.visualChecks.length === 0, ['tables'], 'nothing was measured or looked at'],
  ])
}

function checkDates({ dates }: RecordShape): RecordFault[] {
  const { received, measuredFrom, measuredTo, issued, validUntil } = dates
  return faultsOf([
    [received !== undefined && received > measuredFrom, ['dates', 'measuredFrom'], 'measured before it was received'],
    [measuredFrom > measuredTo, ['dates', 'measuredTo'], 'the measurement ends before it begins'],
    [measuredTo > issued, ['dates', 'issued'], 'issued before the measurement ended'],
    [validUntil !== undefined && validUntil < measuredTo, ['dates', 'validUntil'], 'validity ends before the measurement did'],
  ])
}

function faultsOf(rules: readonly Rule[]): RecordFault[] {
  return rules.filter(([broken]) => broken).map(([, path, message]) => ({ path, message }))
}

function checkTables(record: RecordShape): RecordFault[] {
  const faults: RecordFault[] = []
  const tableIds = new Set<string>()
  record.tables.forEach((table, index) => {
    if (tableIds.has(table.id)) faults.push({ path: ['tables', index, 'id'], message: `table ${table.id} stands twice` })
    tableIds.add(table.id)
    for (const fault of checkTable(table)) faults.push({ path: ['tables', index, ...fault.path], message: fault.message })
  })
  return faults
}

function checkTable(table: ResultTable): RecordFault[] {
  const faults: RecordFault[] = []
  const columnIds = new Set(table.columns.map(column => column.id))
  if (columnIds.size !== table.columns.length) faults.push({ path: ['columns'], message: 'two columns share an id' })
  const judged = table.columns.find(column => column.id === table.judged)
  if (table.judged && judged?.holds !== 'quantity') {
    faults.push({ path: ['judged'], message: 'the judged column is no quantity column of this table' })
  }
  const rowIds = new Set<string>()
  table.rows.forEach((row, index) => {
    const at = ['rows', index]
    const { limits, cells } = row
    faults.push(...faultsOf([
      [rowIds.has(row.id), [...at, 'id'], `row ${row.id} stands twice`],
      [limits !== undefined && !table.judged, [...at, 'limits'], 'limits need a judged column'],
      [limits !== undefined && !limits.lower && !limits.upper, [...at, 'limits'], 'limits have at least one side'],
      [cells.length !== table.columns.length, [...at, 'cells'], `${cells.length} cells for ${table.columns.length} columns`],
    ]))
    rowIds.add(row.id)
    cells.forEach((cell, column) => {
      const holds = table.columns[column]?.holds
      const fits = cell.holds === 'nothing' || (cell.holds === 'text' ? holds === 'text' : holds === 'quantity')
      if (!fits) faults.push({ path: [...at, 'cells', column], message: `a ${cell.holds} does not belong into this column` })
    })
  })
  return faults
}

/** A bilingual certificate has English for what the client is told: item, conclusion, decision rule, table and column titles. */
function checkEnglish(record: RecordShape): RecordFault[] {
  if (record.languages.length === 1) return []
  const asked: [readonly (string | number)[], { en?: string }][] = [
    [['item', 'name'], record.item.name],
    [['conclusion', 'text'], record.conclusion.text],
    [['decisionRule', 'text'], record.decisionRule.text],
    [['laboratory', 'name'], record.laboratory.name],
    [['procedure', 'title'], record.procedure.title],
  ]
  record.tables.forEach((table, index) => {
    asked.push([['tables', index, 'title'], table.title])
    table.columns.forEach((column, at) => asked.push([['tables', index, 'columns', at, 'title'], column.title]))
  })
  return asked.filter(([, words]) => !words.en)
    .map(([path]) => ({ path: [...path, 'en'], message: 'a bilingual certificate needs English here' }))
}
