// The pieces of a DCC that both rings share: texts in two languages, rich contents, identifications, contacts, quantities. Pure.

import { dsiUnitOf } from './dsi-unit.ts'
import type { Uncertainty, Verdict, Words } from './record.ts'
import { element } from './xml-write.ts'
import type { XmlElement, XmlPart } from './xml-write.ts'

/** Where this house's own refTypes are declared; they are used beside the published `basic_` ones, never instead of them. */
export const refTypeNamespace = { name: 'duheng', link: 'urn:duheng:reftypes:1' }

export type Languages = readonly ('zh' | 'en')[]

/** Label texts of the document itself, as opposed to what the laboratory wrote. */
export function words(zh: string, en: string): Words {
  return { zh, en }
}

export function contents(text: Words, languages: Languages): XmlElement[] {
  const zh = element('dcc:content', { lang: 'zh' }, text.zh)
  return text.en && languages.includes('en') ? [zh, element('dcc:content', { lang: 'en' }, text.en)] : [zh]
}

export function textElement(name: string, text: Words, languages: Languages): XmlElement {
  return element(name, {}, contents(text, languages))
}

/** Text that is the same in every language: numbers, models, ranges. */
export function plainElement(name: string, text: string): XmlElement {
  return element(name, {}, element('dcc:content', {}, text))
}

export type Issuer = 'manufacturer' | 'calibrationLaboratory' | 'customer' | 'owner' | 'other'

export function identification(
  issuer: Issuer, value: string | undefined, name: Words, languages: Languages, refType?: string,
): XmlElement | undefined {
  if (value === undefined) return undefined
  return element('dcc:identification', { refType },
    element('dcc:issuer', {}, issuer),
    element('dcc:value', {}, value), textElement('dcc:name', name, languages))
}

export function contact(
  name: string, party: { name: Words; address: Words; phone?: string; postcode?: string }, languages: Languages,
): XmlElement {
  return element(name, {},
    textElement('dcc:name', party.name, languages),
    party.phone && element('dcc:phone', {}, party.phone),
    element('dcc:location', {},
      element('dcc:countryCode', {}, 'CN'),
      party.postcode && element('dcc:postCode', {}, party.postcode),
      textElement('dcc:further', party.address, languages)))
}

/** `dcc:hashType`: where another certificate is, and the hash of its exact bytes. */
export function hashReference(
  name: string, what: Words, id: string, sha256: string, languages: Languages, inValidity?: boolean,
): XmlElement {
  return element(name, {},
    textElement('dcc:referral', what, languages),
    element('dcc:referralID', {}, id),
    element('dcc:procedure', {}, 'SHA-256'),
    element('dcc:value', {}, sha256),
    inValidity === undefined ? undefined : element('dcc:inValidityRange', {}, String(inValidity)))
}

const conformityWords = {
  pass: 'pass', fail: 'fail', 'conditional pass': 'conditionalPass', 'conditional fail': 'conditionalFail',
} as const

/** The DCC word of a verdict (DCC 3.3.0, stringConformityStatementStatusType). */
export function conformityOf(verdict: Verdict): string {
  return conformityWords[verdict]
}

/** `si:real` with one value. */
export function realQuantity(value: string, unit: string): XmlElement {
  return element('si:real', {}, element('si:value', {}, value), element('si:unit', {}, dsiUnitOf(unit).unit))
}

/** One column as `si:realListXMLList`; an absent value is NaN, row ids are the labels. */
export function realList(
  unit: string, values: readonly (string | undefined)[], labels: readonly string[], uncertainties: readonly (Uncertainty | undefined)[],
): XmlElement {
  return element('si:realListXMLList', {},
    labels.length > 0 ? element('si:labelXMLList', {}, labels.join(' ')) : undefined,
    element('si:valueXMLList', {}, values.map(value => value ?? 'NaN').join(' ')),
    element('si:unitXMLList', {}, dsiUnitOf(unit).unit),
    uncertaintyLists(uncertainties))
}

function uncertaintyLists(uncertainties: readonly (Uncertainty | undefined)[]): XmlPart {
  if (uncertainties.every(each => each === undefined)) return undefined
  const list = (name: string, pick: (each: Uncertainty) => string) =>
    element(name, {}, onceIfEqual(uncertainties.map(each => each ? pick(each) : 'NaN')).join(' '))
  return element('si:measurementUncertaintyUnivariateXMLList', {},
    element('si:expandedMUXMLList', {},
      list('si:valueExpandedMUXMLList', each => each.U),
      list('si:coverageFactorXMLList', each => each.k),
      list('si:coverageProbabilityXMLList', each => each.p)))
}

/** A D-SI XML list of one entry holds for every value of the column. */
function onceIfEqual(list: readonly string[]): readonly string[] {
  return list.every(each => each === list[0]) ? list.slice(0, 1) : list
}

/** Declares the unit when the SI does not know it (currency and the like); the value then stands with the unit one. */
export function nonSiMetaData(unit: string): XmlElement | undefined {
  if (dsiUnitOf(unit).isSi) return undefined
  return element('dcc:metaData', { refType: 'duheng_nonSIUnit' },
    element('dcc:nonSIDefinition', {}, unit), element('dcc:nonSIUnit', {}, unit))
}
