// The first ring of a DCC: who measured what, for whom, when, and what is stated. DCC 3.3.0, administrativeDataType. Pure.

import { kindNames } from './record.ts'
import type { CertificateRecord, Words } from './record.ts'
import { conformityOf, contact, hashReference, identification, plainElement, refTypeNamespace, textElement, words } from './write-parts.ts'
import { element } from './xml-write.ts'
import type { XmlElement, XmlPart } from './xml-write.ts'

export function administrativeData(record: CertificateRecord): XmlElement {
  return element('dcc:administrativeData', {},
    element('dcc:dccSoftware', {}, software(record)),
    refTypeDefinitions(record),
    coreData(record),
    element('dcc:items', {}, item(record)),
    laboratory(record),
    respPersons(record),
    contact('dcc:customer', record.client, record.languages),
    element('dcc:statements', {}, statements(record)))
}

export function software({ proof: { engine } }: CertificateRecord): XmlElement {
  return element('dcc:software', {}, plainElement('dcc:name', engine.name), element('dcc:release', {}, engine.version),
    element('dcc:type', {}, 'application'))
}

function refTypeDefinitions({ languages }: CertificateRecord): XmlElement {
  return element('dcc:refTypeDefinitions', {},
    element('dcc:refTypeDefinition', {},
      textElement('dcc:name', words('度衡证书词汇', 'Duheng certificate vocabulary'), languages),
      element('dcc:namespace', {}, refTypeNamespace.name),
      element('dcc:link', {}, refTypeNamespace.link)))
}

function coreData(record: CertificateRecord): XmlElement {
  const { dates, languages, proof, client, replaces } = record
  const identify = (value: string | undefined, name: Words, refType: string) =>
    identification(refType === 'duheng_creditCode' ? 'customer' : 'calibrationLaboratory', value, name, languages, refType)
  return element('dcc:coreData', {},
    element('dcc:countryCodeISO3166_1', {}, 'CN'),
    languages.map(language => element('dcc:usedLangCodeISO639_1', {}, language)),
    element('dcc:mandatoryLangCodeISO639_1', {}, 'zh'),
    element('dcc:uniqueIdentifier', {}, record.publicId),
    element('dcc:identifications', {},
      identify(record.number, words('证书编号', 'Certificate No.'), 'basic_certificateNumber'),
      identify(record.kind, kindNames[record.kind], 'duheng_kind'),
      identify(client.creditCode, words('统一社会信用代码', 'Unified social credit code'), 'duheng_creditCode'),
      identify(proof.dataRoot, words('原始数据根', 'Root of the readings'), 'duheng_dataRoot'),
      identify(proof.nonce, words('随机数', 'Nonce'), 'duheng_nonce')),
    dates.received && element('dcc:receiptDate', {}, dates.received),
    element('dcc:beginPerformanceDate', {}, dates.measuredFrom),
    element('dcc:endPerformanceDate', {}, dates.measuredTo),
    element('dcc:performanceLocation', {}, record.place.kind === 'client' ? 'customer' : record.place.kind),
    element('dcc:issueDate', {}, dates.issued),
    replaces && element('dcc:reportAmendedSubstituted', {},
      element('dcc:typeOfChange', {}, replaces.how), element('dcc:replacedUniqueIdentifier', {}, replaces.publicId)),
    replaces?.xmlSha256 &&
      hashReference('dcc:previousReport', { zh: `证书 ${replaces.number}` }, replaces.publicId, replaces.xmlSha256, languages))
}

function item({ item: it, languages }: CertificateRecord): XmlElement {
  const quantity = (name: Words, text: string | undefined, refType: string) => text && element('dcc:itemQuantity', { refType },
    textElement('dcc:name', name, languages), plainElement('dcc:noQuantity', text))
  return element('dcc:item', {},
    textElement('dcc:name', it.name, languages),
    element('dcc:manufacturer', {}, textElement('dcc:name', it.maker, languages)),
    element('dcc:model', {}, it.model),
    element('dcc:identifications', {},
      identification('manufacturer', it.serial, words('出厂编号', 'Serial No.'), languages, 'basic_serialNumber'),
      identification('customer', it.assetNumber, words('资产编号', 'Asset No.'), languages),
      identification('other', it.identityCode, words('器具身份码', 'Identity code'), languages, 'duheng_identityCode')),
    element('dcc:itemQuantities', {},
      quantity(words('测量范围', 'Measuring range'), it.range, 'duheng_range'),
      quantity(words('准确度等级', 'Accuracy class'), it.accuracyClass, 'duheng_accuracyClass')))
}

function laboratory({ laboratory: lab, languages }: CertificateRecord): XmlElement {
  const [first] = lab.authorisations
  return element('dcc:calibrationLaboratory', {},
    first && element('dcc:calibrationLaboratoryCode', {}, first.number),
    contact('dcc:contact', lab, languages))
}

function respPersons({ persons, kind, languages }: CertificateRecord): XmlElement {
  const person = (name: string, zh: string, en: string, mainSigner: boolean) => element('dcc:respPerson', {},
    element('dcc:person', {}, plainElement('dcc:name', name)),
    element('dcc:role', {}, languages.length > 1 ? `${zh} ${en}` : zh),
    element('dcc:mainSigner', {}, String(mainSigner)))
  const measured = kind === 'calibration' ? words('校准员', 'Calibrated by') : words('检定员', 'Verified by')
  return element('dcc:respPersons', {},
    person(persons.measuredBy, measured.zh, measured.en ?? '', false),
    person(persons.checkedBy, '核验员', 'Checked by', false),
    person(persons.approvedBy, '批准人', 'Approved by', true))
}

function statements(record: CertificateRecord): XmlPart[] {
  const { conclusion, decisionRule, dates, demo, languages, laboratory: lab, place, remarks } = record
  const declare = (refType: string, text: Words, before: XmlPart = undefined, after: XmlPart = undefined) =>
    element('dcc:statement', { refType }, before, textElement('dcc:declaration', text, languages), after)
  const ruleSource = decisionRule.source && element('dcc:norm', {}, decisionRule.source)
  return [
    demo && declare('duheng_demo', demo.wording),
    declare('basic_conformity', conclusion.text, ruleSource,
      conclusion.verdict && element('dcc:conformity', {}, conformityOf(conclusion.verdict))),
    conclusion.failed.map(text => declare('duheng_failed', text)),
    declare('duheng_decisionRule', decisionRule.text, ruleSource),
    dates.validUntil && declare('duheng_validUntil', words('有效期至', 'Valid until'), undefined, element('dcc:date', {}, dates.validUntil)),
    declare('duheng_place', place.text),
    lab.authorisations.map(each => declare('duheng_authorisation', each.title, element('dcc:reference', {}, each.number))),
    remarks.map(text => declare('duheng_remark', text)),
  ]
}
