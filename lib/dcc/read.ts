// DCC XML → what it says: ids, dates, parties, items, equipment, statements and every measured quantity as rows. Reads schema 3.x, and 2.x
// as well as its elements agree. The reader is lenient where the schema is strict: it reports what is there and does not validate.
// Absent: signature checks, XSD validation, unit conversion.

import { readQuantities, textsOf } from './read-quantities.ts'
import type { QuantityRow, TextByLanguage } from './read-quantities.ts'
import { childOf, childrenOf, readXml, textAt } from './xml-read.ts'
import type { XmlTree } from './xml-read.ts'

export type { QuantityRow, TextByLanguage }

export type ReadIdentification = { issuer: string; value: string; name: TextByLanguage; refType: string }
export type ReadParty = {
  name: TextByLanguage
  email?: string
  phone?: string
  /** Location as written: city, street, countryCode … and further lines, in document order. */
  location: readonly { kind: string; text: string }[]
}
export type ReadItem = {
  name: TextByLanguage
  model?: string
  manufacturer: TextByLanguage
  identifications: readonly ReadIdentification[]
}
export type ReadEquipment = ReadItem & {
  refType: string
  certificate?: { id: string; procedure: string; value: string; inValidityRange?: boolean }
}
export type ReadMethod = { name: TextByLanguage; refType: string; norms: readonly string[]; references: readonly string[] }
export type ReadStatement = {
  refType: string
  declaration: TextByLanguage
  norms: readonly string[]
  references: readonly string[]
  conformity?: string
  date?: string
}

export type DccReading = {
  schemaVersion: string
  uniqueIdentifier: string
  languages: readonly string[]
  identifications: readonly ReadIdentification[]
  dates: { received?: string; measuredFrom?: string; measuredTo?: string; issued?: string }
  place?: string
  replaces?: { how: string; uniqueIdentifier: string }
  laboratory: ReadParty
  customer: ReadParty
  persons: readonly { name: TextByLanguage; role?: string; mainSigner: boolean }[]
  items: readonly ReadItem[]
  equipment: readonly ReadEquipment[]
  methods: readonly ReadMethod[]
  statements: readonly ReadStatement[]
  rows: readonly QuantityRow[]
  /** What could not be read as a value, with its path. */
  problems: readonly string[]
}
export type DccRead = { ok: true; dcc: DccReading } | { ok: false; reason: string }

/** Never throws on any input; a refusal is one sentence. */
export function readDcc(bytes: Uint8Array): DccRead {
  const read = readXml(bytes)
  if (!read.ok) return read
  const { root } = read
  if (root.local !== 'digitalCalibrationCertificate') return { ok: false, reason: `the root element is ${shown(root.local)}, not a DCC` }
  const schemaVersion = root.attributes.get('schemaVersion') ?? ''
  if (!/^[23]\./.test(schemaVersion)) {
    return { ok: false, reason: `DCC schema version ${shown(schemaVersion) || 'without a number'} is not read; 2.x and 3.x are` }
  }
  const administrative = childOf(root, 'administrativeData')
  const core = childOf(administrative, 'coreData')
  const uniqueIdentifier = textAt(core, 'uniqueIdentifier')
  if (uniqueIdentifier === undefined) return { ok: false, reason: 'the DCC has no unique identifier' }
  const { rows, problems } = readQuantities(root)
  const dcc = { schemaVersion, uniqueIdentifier, ...readCore(core), ...readParties(administrative), ...readUsed(root), rows, problems }
  return { ok: true, dcc }
}

function shown(text: string): string {
  return text.slice(0, 60)
}

function readCore(core: XmlTree | undefined): Pick<DccReading, 'languages' | 'identifications' | 'dates' | 'place' | 'replaces'> {
  const replaced = childOf(core, 'reportAmendedSubstituted')
  return {
    languages: childrenOf(core, 'usedLangCodeISO639_1').map(each => each.text.trim()),
    identifications: identificationsOf(core),
    dates: {
      received: textAt(core, 'receiptDate'), measuredFrom: textAt(core, 'beginPerformanceDate'),
      measuredTo: textAt(core, 'endPerformanceDate'), issued: textAt(core, 'issueDate'),
    },
    place: textAt(core, 'performanceLocation'),
    replaces: replaced && {
      how: textAt(replaced, 'typeOfChange') ?? '', uniqueIdentifier: textAt(replaced, 'replacedUniqueIdentifier') ?? '',
    },
  }
}

type Parties = Pick<DccReading, 'laboratory' | 'customer' | 'persons' | 'items' | 'statements'>

function readParties(administrative: XmlTree | undefined): Parties {
  const statements = childOf(administrative, 'statements')
  return {
    laboratory: partyOf(childOf(childOf(administrative, 'calibrationLaboratory'), 'contact')),
    customer: partyOf(childOf(administrative, 'customer')),
    persons: childrenOf(childOf(administrative, 'respPersons'), 'respPerson').map(each => ({
      name: textsOf(childOf(childOf(each, 'person'), 'name')),
      role: textAt(each, 'role'),
      mainSigner: textAt(each, 'mainSigner') === 'true',
    })),
    items: childrenOf(childOf(administrative, 'items'), 'item').map(itemOf),
    statements: childrenOf(statements, 'statement').map(statementOf),
  }
}

function partyOf(tree: XmlTree | undefined): ReadParty {
  const location = childOf(tree, 'location')?.children ?? []
  return {
    name: textsOf(childOf(tree, 'name')), email: textAt(tree, 'eMail'), phone: textAt(tree, 'phone'),
    location: location.flatMap(each => each.local === 'further'
      ? [...textsOf(each).values()].map(text => ({ kind: 'further', text })) : [{ kind: each.local, text: each.text.trim() }]),
  }
}

function itemOf(tree: XmlTree): ReadItem {
  return {
    name: textsOf(childOf(tree, 'name')), model: textAt(tree, 'model'),
    manufacturer: textsOf(childOf(childOf(tree, 'manufacturer'), 'name')), identifications: identificationsOf(tree),
  }
}

function identificationsOf(tree: XmlTree | undefined): ReadIdentification[] {
  return childrenOf(childOf(tree, 'identifications'), 'identification').map(each => ({
    issuer: textAt(each, 'issuer') ?? '', value: textAt(each, 'value') ?? '',
    name: textsOf(childOf(each, 'name') ?? childOf(each, 'description')), refType: each.attributes.get('refType') ?? '',
  }))
}

function statementOf(tree: XmlTree): ReadStatement {
  return {
    refType: tree.attributes.get('refType') ?? '', declaration: textsOf(childOf(tree, 'declaration')),
    norms: childrenOf(tree, 'norm').map(each => each.text.trim()), references: childrenOf(tree, 'reference').map(each => each.text.trim()),
    conformity: textAt(tree, 'conformity'), date: textAt(tree, 'date'),
  }
}

/** Methods and equipment stand beside the results (3.3), in each result, or in each quantity: all are gathered in document order. */
function readUsed(root: XmlTree): Pick<DccReading, 'equipment' | 'methods'> {
  const equipment: ReadEquipment[] = []
  const methods: ReadMethod[] = []
  const visit = (tree: XmlTree): void => {
    for (const child of tree.children) {
      if (child.local === 'measuringEquipment') equipment.push(equipmentOf(child))
      else if (child.local === 'usedMethod') methods.push(methodOf(child))
      else visit(child)
    }
  }
  const results = childOf(root, 'measurementResults')
  if (results) visit(results)
  return { equipment, methods }
}

function methodOf(tree: XmlTree): ReadMethod {
  return {
    name: textsOf(childOf(tree, 'name')), refType: tree.attributes.get('refType') ?? '',
    norms: childrenOf(tree, 'norm').map(each => each.text.trim()), references: childrenOf(tree, 'reference').map(each => each.text.trim()),
  }
}

function equipmentOf(tree: XmlTree): ReadEquipment {
  const certificate = childOf(tree, 'certificate')
  const inValidity = textAt(certificate, 'inValidityRange')
  return {
    ...itemOf(tree), refType: tree.attributes.get('refType') ?? '',
    certificate: certificate && {
      id: textAt(certificate, 'referralID') ?? '',
      procedure: textAt(certificate, 'procedure') ?? '',
      value: textAt(certificate, 'value') ?? '',
      inValidityRange: inValidity === undefined ? undefined : inValidity === 'true' || inValidity === '1',
    },
  }
}
