// What the instrument form holds as text, and its way to and from the server's fields. Pure.
export type FormFields = {
  name: string; catalogue: string; category: string; kind: string; model: string; measuringRange: string; accuracyClass: string; serial: string; maker: string; ownerNo: string
  purpose: string; settledDirect: string; sellsToPublic: string; standardRole: string; madeOn: string; installedOn: string; parameters: string; placeId: string
  verifiedOn: string; dueOn: string; verdict: string; certificateNo: string
}
export const emptyFields: FormFields = {
  name: '', catalogue: '', category: '', kind: '', model: '', measuringRange: '', accuracyClass: '', serial: '', maker: '', ownerNo: '', purpose: '', settledDirect: 'no', sellsToPublic: '', standardRole: '',
  madeOn: '', installedOn: '', parameters: '', placeId: '', verifiedOn: '', dueOn: '', verdict: 'pass', certificateNo: '',
}

export type Parameter = { value: string; unit: string } | { text: string }
export const purposes = ['trade', 'safety', 'medical', 'environment', 'enforcement', 'other'] as const

/** `Max=30 kg; class=III`; undefined when a part is not of this form. The server reads the units. */
export function readParameters(text: string): Record<string, Parameter> | undefined {
  const found = new Map<string, Parameter>()
  for (const part of text.normalize('NFKC').split(/[;\n]/)) {
    if (part.trim() === '') continue
    const m = /^\s*([A-Za-z]\w{0,29})\s*=\s*(.{1,80}?)\s*$/.exec(part)
    if (!m?.[1] || !m[2] || found.has(m[1])) return undefined
    const quantity = /^(-?\d{1,20}(?:\.\d{1,18})?)\s*(.{0,30})$/.exec(m[2].replace('−', '-'))
    found.set(m[1], quantity ? { value: quantity[1] ?? '', unit: quantity[2] || '1' } : { text: m[2] })
  }
  return Object.fromEntries(found)
}

export const writeParameters = (all: Readonly<Record<string, Parameter>>): string =>
  Object.entries(all).map(([name, p]) => `${name}=${'text' in p ? p.text : `${p.value}${p.unit === '1' ? '' : ` ${p.unit}`}`}`).join('; ')

/** The body of a registration or change. */
export function bodyOf(f: FormFields, parameters: Record<string, Parameter>, withDeclared: boolean) {
  return {
    name: f.name, catalogue: f.catalogue || null, category: f.category, kind: f.kind, model: f.model, measuringRange: f.measuringRange, accuracyClass: f.accuracyClass, serial: f.serial, maker: f.maker,
    ownerNo: f.ownerNo, purpose: purposes.find((p) => p === f.purpose) ?? ('' as 'other'), // an empty choice is refused by the server under its field
    settledDirect: f.settledDirect === 'yes', sellsToPublic: f.sellsToPublic === '' ? null : f.sellsToPublic === 'yes',
    standardRole: f.standardRole === 'public standard' || f.standardRole === 'highest standard' ? f.standardRole as 'public standard' : null, // both are of the server's choice
    madeOn: f.madeOn || null, installedOn: f.installedOn || null, parameters, placeId: f.placeId === '' ? null : Number(f.placeId),
    ...(withDeclared && f.verifiedOn !== '' ? { declared: { verifiedOn: f.verifiedOn, dueOn: f.dueOn || null, verdict: f.verdict === 'fail' ? 'fail' as const : 'pass' as const, certificateNo: f.certificateNo } } : {}),
  }
}
