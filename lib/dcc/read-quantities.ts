// Every measured quantity of a DCC as rows, one value a row, from every D-SI form: real, constant, complex, lists with children, XML lists,
// hybrids; expandedUnc and expandedMU, standardMU, coverage intervals. Texts are kept as written: nothing is rounded or converted.

import { childOf, textAt } from './xml-read.ts'
import type { XmlTree } from './xml-read.ts'

/** Texts by language code; '' holds a text without one. */
export type TextByLanguage = ReadonlyMap<string, string>

export type QuantityRow = {
  /** Element names from the root with their place among equals: 'measurementResults/measurementResult[1]/…/realListXMLList[1]/4'. */
  path: string
  within: 'result' | 'condition' | 'metadata' | 'statement' | 'item' | 'equipment' | 'method'
  /** Name of the quantity, or of the nearest list, result or condition around it. */
  name: TextByLanguage
  /** refType of the dcc:quantity, '' where it has none. */
  refType: string
  form: 'real' | 'list' | 'XML list' | 'constant' | 'complex'
  /** Which component of a complex value. */
  part?: 'real' | 'imaginary' | 'magnitude' | 'phase'
  /** The D-SI label of this value. */
  label?: string
  /** 0, or the place of this unit among the alternatives of an si:hybrid: rows above 0 repeat row 0 in another unit. */
  alternative: number
  value: string
  unit: string
  /** Expanded uncertainty with coverage factor k and coverage probability p. */
  U?: string
  k?: string
  p?: string
  /** Standard uncertainty, and a coverage interval, where the file gives those instead. */
  u?: string
  low?: string
  high?: string
  distribution?: string
}

export type Quantities = { rows: readonly QuantityRow[]; problems: readonly string[] }

/** What the walk knows on its way down. */
type Place = Pick<QuantityRow, 'path' | 'within' | 'name' | 'refType' | 'alternative'>
type Uncertain = Pick<QuantityRow, 'U' | 'k' | 'p' | 'u' | 'low' | 'high' | 'distribution'>

const withinByElement: ReadonlyMap<string, QuantityRow['within']> = new Map([
  ['influenceConditions', 'condition'], ['measurementMetaData', 'metadata'], ['statements', 'statement'], ['itemQuantities', 'item'],
  ['measuringEquipmentQuantities', 'equipment'], ['usedMethodQuantities', 'method'],
])

/** Rows in document order. Lists whose lengths do not fit are named among the problems and give no rows. */
export function readQuantities(root: XmlTree): Quantities {
  const rows: QuantityRow[] = []
  const problems: string[] = []
  walkDocument(root, { path: '', within: 'result', name: new Map(), refType: '', alternative: 0 }, { rows, problems })
  return { rows, problems }
}

type Sink = { rows: QuantityRow[]; problems: string[] }

function walkDocument(tree: XmlTree, place: Place, sink: Sink): void {
  eachChild(tree, place.path, (child, path) => {
    if (child.local === 'Signature' || child.local === 'name' || child.local === 'description') return
    const own = textsOf(childOf(child, 'name'))
    const next: Place = {
      ...place, path,
      within: withinByElement.get(child.local) ?? place.within,
      name: own.size > 0 ? own : place.name,
      refType: child.local === 'quantity' || child.local.endsWith('Quantity') ? child.attributes.get('refType') ?? '' : place.refType,
    }
    if (isDsi(child)) readForm(child, next, sink)
    else walkDocument(child, next, sink)
  })
}

/** The children with their paths; `[n]` counts equals and is left out for an only one outside lists. */
function eachChild(tree: XmlTree, path: string, visit: (child: XmlTree, path: string) => void): void {
  const seen = new Map<string, number>()
  const repeats = new Set<string>()
  for (const { local } of tree.children) {
    if (seen.has(local)) repeats.add(local)
    seen.set(local, 0)
  }
  for (const child of tree.children) {
    const count = (seen.get(child.local) ?? 0) + 1
    seen.set(child.local, count)
    const step = repeats.has(child.local) ? `${child.local}[${count}]` : child.local
    visit(child, path === '' ? step : `${path}/${step}`)
  }
}

function isDsi(tree: XmlTree): boolean {
  return tree.uri.endsWith('/si') || tree.local === 'relativeUncertaintySingle' || tree.local === 'relativeUncertaintyXmlList'
}

export function textsOf(tree: XmlTree | undefined): TextByLanguage {
  const texts = new Map<string, string>()
  for (const content of tree?.children ?? []) {
    const language = content.attributes.get('lang') ?? ''
    const before = texts.get(language)
    const text = content.text.trim()
    if (content.local === 'content' && text !== '') texts.set(language, before === undefined ? text : `${before}\n${text}`)
  }
  return texts
}

function readForm(tree: XmlTree, place: Place, sink: Sink): void {
  switch (tree.local) {
    case 'real': case 'relativeUncertaintySingle': return readReal(tree, place, 'real', undefined, {}, sink)
    case 'constant': return readReal(tree, place, 'constant', undefined, {}, sink)
    case 'complex': return readComplex(tree, place, undefined, undefined, sink)
    case 'realListXMLList': case 'relativeUncertaintyXmlList': case 'complexListXMLList': return readXmlList(tree, place, sink)
    case 'hybrid': return readHybrid(tree, place, sink)
    case 'list': case 'realList': case 'complexList': return readList(tree, place, sink)
    default: // label, unit, covariance …: parts of a form, no form themselves.
  }
}

function readHybrid(tree: XmlTree, place: Place, sink: Sink): void {
  let alternative = 0
  eachChild(tree, place.path, (child, path) => {
    readForm(child, { ...place, path, alternative }, sink)
    alternative += 1
  })
}

/** si:list, si:realList, si:complexList: unit and uncertainty of the list hold for each child that brings none of its own. */
function readList(tree: XmlTree, place: Place, sink: Sink): void {
  const unit = textAt(tree, 'listUnit')
  const phaseUnit = textAt(tree, 'listUnitPhase')
  const shared = uncertaintyIn(childOf(tree, 'listMeasurementUncertaintyUnivariate') ?? childOf(tree, 'listUnivariateUnc'))
  eachChild(tree, place.path, (child, path) => {
    const inside = { ...place, path }
    if (child.local === 'real') readReal(child, inside, 'list', unit, shared, sink)
    else if (child.local === 'complex') readComplex(child, inside, unit, phaseUnit, sink)
    else readForm(child, inside, sink)
  })
}

function readReal(
  tree: XmlTree, place: Place, form: QuantityRow['form'], listUnit: string | undefined, shared: Uncertain, sink: Sink,
): void {
  const value = textAt(tree, 'value')
  const unit = textAt(tree, 'unit') ?? listUnit
  if (value === undefined || unit === undefined) {
    sink.problems.push(`${place.path}: a value without ${value === undefined ? 'a number' : 'a unit'}`)
    return
  }
  const own = uncertaintyIn(childOf(tree, 'measurementUncertaintyUnivariate') ?? childOf(tree, 'measurementUncertaintyUnivaraite') ?? tree)
  const uncertain = Object.keys(own).length > 0 ? own : shared
  sink.rows.push({ ...place, form, value, unit, ...labelOf(textAt(tree, 'label')), ...uncertain })
}

function readComplex(tree: XmlTree, place: Place, listUnit: string | undefined, listPhaseUnit: string | undefined, sink: Sink): void {
  const unit = textAt(tree, 'unit') ?? listUnit ?? ''
  const parts = [
    ['valueReal', 'real', unit], ['valueImag', 'imaginary', unit],
    ['valueMagnitude', 'magnitude', unit], ['valuePhase', 'phase', textAt(tree, 'unitPhase') ?? listPhaseUnit ?? ''],
  ] as const
  const label = labelOf(textAt(tree, 'label'))
  const [k, p] = [textAt(tree, 'ellipsoidalRegion', 'coverageFactor'), textAt(tree, 'ellipsoidalRegion', 'coverageProbability')]
  for (const [element, part, partUnit] of parts) {
    const value = textAt(tree, element)
    if (value !== undefined) sink.rows.push({ ...place, form: 'complex', part, value, unit: partUnit, ...label, ...defined({ k, p }) })
  }
}

/** realListXMLList and complexListXMLList: white-space separated lists; a list of one entry holds for every value. */
function readXmlList(tree: XmlTree, place: Place, sink: Sink): void {
  const columns = [
    ['valueXMLList', undefined, 'unitXMLList'],
    ['valueRealXMLList', 'real', 'unitXMLList'],
    ['valueImagXMLList', 'imaginary', 'unitXMLList'],
    ['valueMagnitudeXMLList', 'magnitude', 'unitXMLList'],
    ['valuePhaseXMLList', 'phase', 'unitPhaseXMLList'],
  ] as const
  const length = tokens(columns.map(([values]) => textAt(tree, values)).find(text => text !== undefined)).length
  const lists = uncertaintyLists(tree)
  const labels = tokens(textAt(tree, 'labelXMLList'))
  const odd = [...lists.values(), tokens(textAt(tree, 'unitXMLList')), labels].some(list => list.length > 1 && list.length !== length)
  if (length === 0 || odd) {
    sink.problems.push(`${place.path}: ${length === 0 ? 'an empty list' : `a list whose length is not that of its ${length} values`}`)
    return
  }
  for (const [values, part, units] of columns) {
    const unit = tokens(textAt(tree, units))
    tokens(textAt(tree, values)).forEach((value, index) => sink.rows.push({
      ...place, path: `${place.path}/${index + 1}`, form: part ? 'complex' : 'XML list', ...defined({ part }), value,
      unit: entry(unit, index) ?? '',
      ...labelOf(entry(labels, index)),
      ...definedNumbers([...lists].map(([name, list]) => [name, entry(list, index)] as const)),
    }))
  }
}

function entry(list: readonly string[], index: number): string | undefined {
  return list.length === 1 ? list[0] : list[index]
}

function tokens(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(/[ \t\r\n]+/)
}

const uncertaintyNames = {
  U: ['uncertainty', 'valueExpandedMU'], k: ['coverageFactor'], p: ['coverageProbability'], u: ['standardUnc', 'valueStandardMU'],
  low: ['intervalMin'], high: ['intervalMax'], distribution: ['distribution'],
} as const satisfies Record<keyof Uncertain, readonly string[]>

const uncertaintyKeys = ['U', 'k', 'p', 'u', 'low', 'high', 'distribution'] as const

/** Finds expandedUnc, expandedMU, standardMU, coverageInterval(MU) inside, or the flat uncertainty of an si:constant. */
function uncertaintyIn(tree: XmlTree | undefined): Uncertain {
  const inner = ['expandedUnc', 'expandedMU', 'standardMU', 'coverageInterval', 'coverageIntervalMU'].map(name => childOf(tree, name))
  const source = inner.find(each => each !== undefined) ?? tree
  return definedNumbers(uncertaintyKeys.map(key => [key, firstText(source, uncertaintyNames[key], '')] as const))
}

function uncertaintyLists(tree: XmlTree): ReadonlyMap<keyof Uncertain, readonly string[]> {
  const around = childOf(tree, 'measurementUncertaintyUnivariateXMLList') ?? tree
  const inner = ['expandedUncXMLList', 'expandedMUXMLList', 'standardMUXMLList', 'coverageIntervalXMLList', 'coverageIntervalMUXMLList']
  const source = inner.map(name => childOf(around, name)).find(each => each !== undefined)
  return new Map(uncertaintyKeys.map(key => [key, tokens(firstText(source, uncertaintyNames[key], 'XMLList'))] as const))
}

function firstText(tree: XmlTree | undefined, names: readonly string[], suffix: string): string | undefined {
  return names.map(name => textAt(tree, `${name}${suffix}`)).find(text => text !== undefined)
}

/** NaN stands for "none" in a list, so it is no uncertainty. */
function definedNumbers(pairs: readonly (readonly [keyof Uncertain, string | undefined])[]): Uncertain {
  return Object.fromEntries(pairs.filter(([, text]) => text !== undefined && text !== 'NaN'))
}

function defined<T extends Record<string, string | undefined>>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const key in record) {
    const value = record[key]
    if (isDefined(value)) kept[key] = value
  }
  return kept
}

function isDefined<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined
}

function labelOf(label: string | undefined): { label?: string } {
  return label === undefined ? {} : { label }
}
