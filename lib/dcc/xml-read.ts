// A hardened XML reader for files from strangers: bytes in, a tree of plain values or one sentence out. UTF-8 only, no DTD at all
// (so no entities, no external files, no blow-up), bounded size, depth, nodes and attributes. Absent: validation, DTDs, XInclude.

import { SaxesParser } from 'saxes'

export type XmlTree = {
  uri: string
  local: string
  /** Attributes without a namespace by local name, others as `{uri}local`. A Map, so that no name reaches a prototype. */
  attributes: ReadonlyMap<string, string>
  children: readonly XmlTree[]
  /** All character data directly inside, joined. */
  text: string
}
export type XmlRead = { ok: true; root: XmlTree } | { ok: false; reason: string }

export const xmlLimits = { bytes: 20 * 1024 * 1024, depth: 64, nodes: 100_000, attributes: 256 } as const

// Short, because the parser finishes a chunk after the first fault in it.
const chunkLength = 2048

/** Reads one document. The limits are those of the security design; each refusal is a sentence. */
export function readXml(bytes: Uint8Array): XmlRead {
  if (bytes.length > xmlLimits.bytes) return refuse(`the file has ${bytes.length} bytes; at most ${xmlLimits.bytes} are read`)
  const text = decodeUtf8(bytes)
  if (text === undefined) return refuse('the file is not UTF-8')
  // Before the parser sees anything. A DOCTYPE inside a comment is refused too; no certificate needs one.
  if (/<!doctype/i.test(text)) return refuse('the file has a DOCTYPE; document type definitions are never read')
  const builder = new TreeBuilder()
  for (let at = 0; at < text.length && builder.fault === undefined; at += chunkLength) builder.write(text.slice(at, at + chunkLength))
  return builder.finish()
}

function refuse(reason: string): { ok: false; reason: string } {
  return { ok: false, reason }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined // TextDecoder knows no other way to say "not UTF-8".
  }
}

type OpenElement = { uri: string; local: string; attributes: Map<string, string>; children: XmlTree[]; text: string }

type XmlAttribute = { uri: string; local: string; prefix: string; value: string }

class TreeBuilder {
  fault: string | undefined
  private readonly parser = new SaxesParser({ xmlns: true, position: false })
  private readonly open: OpenElement[] = []
  private root: XmlTree | undefined
  private nodes = 0
  private attributes = 0

  constructor() {
    this.parser.on('error', error => this.fail(`not well-formed XML: ${error.message.slice(0, 200)}`))
    this.parser.on('xmldecl', declaration => this.checkDeclaration(declaration.encoding))
    this.parser.on('doctype', () => this.fail('the file has a DOCTYPE; document type definitions are never read'))
    this.parser.on('opentagstart', () => this.startElement())
    this.parser.on('attribute', () => this.countAttribute())
    this.parser.on('opentag', tag => this.openElement(tag.uri, tag.local, Object.values(tag.attributes)))
    this.parser.on('closetag', () => this.closeElement())
    this.parser.on('text', text => this.addText(text))
    this.parser.on('cdata', text => this.addText(text))
  }

  write(chunk: string): void {
    this.parser.write(chunk)
  }

  finish(): XmlRead {
    if (this.fault === undefined) this.parser.close()
    if (this.fault !== undefined) return refuse(this.fault)
    return this.root ? { ok: true, root: this.root } : refuse('the file holds no element')
  }

  private fail(reason: string): void {
    this.fault ??= reason
  }

  private checkDeclaration(encoding: string | undefined): void {
    if (encoding === undefined || ['utf-8', 'us-ascii'].includes(encoding.toLowerCase())) return
    this.fail(`the file says its encoding is ${encoding.slice(0, 40)}; UTF-8 is read`)
  }

  private startElement(): void {
    this.attributes = 0
    this.countNode()
    if (this.open.length >= xmlLimits.depth) this.fail(`elements are nested deeper than ${xmlLimits.depth}`)
  }

  private countAttribute(): void {
    this.countNode()
    this.attributes += 1
    if (this.attributes > xmlLimits.attributes) this.fail(`an element has more than ${xmlLimits.attributes} attributes`)
  }

  private countNode(): void {
    this.nodes += 1
    if (this.nodes > xmlLimits.nodes) this.fail(`the file has more than ${xmlLimits.nodes} nodes`)
  }

  private openElement(uri: string, local: string, attributes: readonly XmlAttribute[]): void {
    if (this.fault !== undefined) return
    const kept = attributes.filter(each => each.prefix !== 'xmlns' && each.local !== 'xmlns')
    const named = kept.map(each => [each.uri ? `{${each.uri}}${each.local}` : each.local, each.value] as const)
    this.open.push({ uri, local, attributes: new Map(named), children: [], text: '' })
  }

  private closeElement(): void {
    if (this.fault !== undefined) return
    const closed = this.open.pop()
    if (!closed) return
    const parent = this.open.at(-1)
    if (parent) parent.children.push(closed)
    else this.root = closed
  }

  private addText(text: string): void {
    const parent = this.open.at(-1)
    if (this.fault !== undefined || !parent) return
    if (text.trim() !== '') this.countNode()
    parent.text += text
  }
}

/** First child with this local name in the namespace of the parent or any other. */
export function childOf(tree: XmlTree | undefined, local: string): XmlTree | undefined {
  return tree?.children.find(child => child.local === local)
}

export function childrenOf(tree: XmlTree | undefined, local: string): readonly XmlTree[] {
  return tree?.children.filter(child => child.local === local) ?? []
}

/** Text of the descendant reached by the names, white space collapsed at the ends; undefined when it is not there or empty. */
export function textAt(tree: XmlTree | undefined, ...locals: string[]): string | undefined {
  const found = locals.reduce<XmlTree | undefined>((at, local) => childOf(at, local), tree)
  const text = found?.text.trim()
  return text === '' ? undefined : text
}
