// The second ring of a DCC: methods, equipment, conditions and the values themselves. DCC 3.3.0, measurementResultListType. Pure.

import type { CertificateRecord, Column, ColumnRole, Condition, ResultTable, StandardUsed, Words } from './record.ts'
import { software } from './write-administrative.ts'
import { conformityOf, hashReference, identification, nonSiMetaData, plainElement } from './write-parts.ts'
import { realList, realQuantity, textElement, words } from './write-parts.ts'
import { element } from './xml-write.ts'
import type { XmlElement, XmlPart } from './xml-write.ts'

/** refTypes of the columns; `basic_` ones are the published vocabulary of the DKD, the others are declared by refTypeDefinitions. */
export const roleRefTypes: Record<ColumnRole, string> = {
  nominal: 'basic_nominalValue', reference: 'basic_referenceValue', indication: 'basic_measuredValue', error: 'basic_measurementError',
  correction: 'duheng_correction', repeatability: 'duheng_repeatability', hysteresis: 'duheng_hysteresis', other: 'duheng_other',
}

export function measurementResults(record: CertificateRecord): XmlElement {
  const { languages, standards, conditions, kind } = record
  const name = kind === 'calibration' ? words('校准结果', 'Calibration results') : words('检定结果', 'Verification results')
  return element('dcc:measurementResults', {},
    element('dcc:measurementResult', {},
      textElement('dcc:name', name, languages),
      element('dcc:usedMethods', {}, usedMethod(record)),
      element('dcc:usedSoftware', {}, software(record)),
      element('dcc:measuringEquipments', {}, standards.map(each => equipment(each, record))),
      conditions.length > 0
        ? element('dcc:influenceConditions', {}, conditions.map(each => influenceCondition(each, record))) : undefined,
      element('dcc:results', {}, record.tables.map(table => tableResult(table, record)), visualResult(record))))
}

function usedMethod({ procedure, languages }: CertificateRecord): XmlElement {
  return element('dcc:usedMethod', { refType: 'duheng_procedure' },
    textElement('dcc:name', procedure.title, languages),
    element('dcc:norm', {}, `${procedure.document}-${procedure.edition}`),
    element('dcc:reference', {}, `sha256:${procedure.editionSha256}`))
}

function equipment(standard: StandardUsed, { languages, dates }: CertificateRecord): XmlElement {
  const refType = standard.kind === 'measurement standard' ? 'basic_normalUsed duheng_measurementStandard' : 'basic_normalUsed'
  const quantity = (name: Words, text: string, own: string) => element('dcc:measuringEquipmentQuantity', { refType: own },
    textElement('dcc:name', name, languages), plainElement('dcc:noQuantity', text))
  const inValidity = standard.validUntil === undefined ? undefined : standard.validUntil >= dates.measuredTo
  const certificateName = words('证书编号', 'Certificate No.')
  return element('dcc:measuringEquipment', { refType },
    textElement('dcc:name', standard.name, languages),
    standard.certificateSha256 && hashReference(
      'dcc:certificate', certificateName, standard.certificateNumber, standard.certificateSha256, languages, inValidity),
    element('dcc:identifications', {},
      identification('calibrationLaboratory', standard.code, words('编号', 'No.'), languages),
      identification('other', standard.certificateNumber, certificateName, languages, 'basic_certificateNumber'),
      identification('other', standard.certificateIssuer?.zh, words('发证机构', 'Issued by'), languages, 'duheng_certificateIssuer'),
      identification('other', standard.validUntil, words('有效期至', 'Valid until'), languages, 'duheng_validUntil')),
    element('dcc:measuringEquipmentQuantities', {},
      quantity(words('测量范围', 'Measuring range'), standard.range, 'duheng_range'),
      quantity(words('不确定度/准确度等级/最大允许误差', 'Uncertainty, accuracy class or MPE'), standard.accuracy, 'duheng_accuracy')))
}

const conditionRefTypes = {
  temperature: 'basic_temperature', 'relative humidity': 'basic_humidityRelative', 'air pressure': 'basic_airPressure', other: undefined,
} as const

function influenceCondition(condition: Condition, { languages }: CertificateRecord): XmlElement {
  const refType = conditionRefTypes[condition.quantity]
  const value = (text: string, name: Words | undefined, end: string) =>
    element('dcc:quantity', { refType: refType && end ? `${refType}${end}` : undefined },
      name && textElement('dcc:name', name, languages), realQuantity(text, condition.unit))
  return element('dcc:influenceCondition', { refType },
    textElement('dcc:name', condition.title, languages),
    element('dcc:data', {}, condition.to === undefined
      ? value(condition.from, undefined, '')
      : [value(condition.from, words('最小', 'Minimum'), 'Min'), value(condition.to, words('最大', 'Maximum'), 'Max')]))
}

function tableResult(table: ResultTable, record: CertificateRecord): XmlElement {
  return element('dcc:result', { id: `table_${table.id}`, refType: 'gp_measuringResult1' },
    textElement('dcc:name', table.title, record.languages),
    table.notes.length > 0 ? element('dcc:description', {},
      table.notes.map(note => [element('dcc:content', { lang: 'zh' }, note.zh),
        note.en && record.languages.length > 1 ? element('dcc:content', { lang: 'en' }, note.en) : undefined])) : undefined,
    element('dcc:data', {}, element('dcc:list', { refType: 'gp_table1' },
      table.columns.map((column, index) => columnQuantity(table, column, index, record)))))
}

function columnQuantity(table: ResultTable, column: Column, index: number, { languages }: CertificateRecord): XmlPart {
  const cells = table.rows.map(row => row.cells[index])
  if (column.holds === 'text') {
    const labels = (language: 'zh' | 'en') => cells.map(cell => cell?.holds === 'text' ? cell.text[language] ?? cell.text.zh : '-')
    return languages.map(language => element('dcc:quantity', { refType: language === 'zh' ? 'duheng_rowLabel' : 'duheng_rowLabelEn' },
      textElement('dcc:name', column.title, languages), charsList(labels(language))))
  }
  const values = cells.map(cell => cell?.holds === 'value' ? cell.value : undefined)
  const uncertainties = cells.map(cell => cell?.holds === 'value' ? cell.uncertainty : undefined)
  const metaData = [nonSiMetaData(column.unit), column.id === table.judged ? conformity(table, column.unit, languages) : undefined]
  return element('dcc:quantity', { refType: roleRefTypes[column.role], id: `table_${table.id}.${column.id}` },
    textElement('dcc:name', column.title, languages),
    column.symbol && plainElement('dcc:description', column.symbol),
    realList(column.unit, values, table.rows.map(row => row.id), uncertainties),
    metaData.some(part => part !== undefined) ? element('dcc:measurementMetaData', {}, metaData) : undefined)
}

/** Strings of an XML list are separated by spaces, so a space inside one becomes a no-break space. */
function charsList(texts: readonly string[]): XmlElement {
  return element('dcc:charsXMLList', {}, texts.map(text => text.replaceAll(' ', '\u00A0')).join(' '))
}

/** Limits and verdicts of the judged column. Verdicts as a conformity list when every row has one, else as named strings. */
function conformity(table: ResultTable, unit: string, languages: readonly ('zh' | 'en')[]): XmlElement | undefined {
  const verdicts = table.rows.map(row => row.verdict)
  const some = verdicts.some(each => each !== undefined)
  const every = verdicts.every(each => each !== undefined)
  const limit = (name: Words, refType: string, side: 'lower' | 'upper') => table.rows.some(row => row.limits?.[side] !== undefined)
    ? element('dcc:quantity', { refType }, textElement('dcc:name', name, languages),
      realList(unit, table.rows.map(row => row.limits?.[side]), [], [])) : undefined
  const parts = [
    limit(words('最大允许误差下限', 'Lower limit'), 'basic_acceptanceLimitLower duheng_mpeLower', 'lower'),
    limit(words('最大允许误差上限', 'Upper limit'), 'basic_acceptanceLimitUpper duheng_mpeUpper', 'upper'),
    some && !every ? element('dcc:quantity', { refType: 'duheng_verdict' },
      charsList(verdicts.map(verdict => verdict ? conformityOf(verdict) : 'none'))) : undefined,
  ].filter(part => part !== undefined)
  if (parts.length === 0 && !some) return undefined
  return element('dcc:metaData', { refType: 'basic_conformity' },
    every ? element('dcc:conformityXMLList', {}, verdicts.map(verdict => verdict ? conformityOf(verdict) : '').join(' ')) : undefined,
    parts.length > 0 ? element('dcc:data', {}, parts) : undefined)
}

const checkWords = { pass: words('合格', 'pass'), fail: words('不合格', 'fail'), 'not applicable': words('不适用', 'not applicable') }

function visualResult({ visualChecks, languages }: CertificateRecord): XmlElement | undefined {
  if (visualChecks.length === 0) return undefined
  return element('dcc:result', { id: 'visual_checks', refType: 'duheng_visualChecks' },
    textElement('dcc:name', words('外观与功能检查', 'Visual and functional checks'), languages),
    element('dcc:data', {}, visualChecks.map(check => element('dcc:quantity', { refType: 'duheng_visualCheck' },
      textElement('dcc:name', check.title, languages),
      textElement('dcc:noQuantity', check.remark ?? checkWords[check.verdict], languages),
      check.verdict === 'not applicable' ? undefined : element('dcc:measurementMetaData', {},
        element('dcc:metaData', { refType: 'basic_conformity' }, element('dcc:conformity', {}, check.verdict)))))))
}
