// A small XML writer: a tree of plain values in, the same bytes out every time. Absent: namespaces processing, comments, DTDs.

export type XmlElement = { name: string; attributes: readonly (readonly [string, string])[]; children: readonly XmlNode[] }
export type XmlNode = XmlElement | string
/** What a builder may hand over: nothing at all is left out of the document. */
export type XmlPart = XmlNode | undefined | readonly XmlPart[]

/** `element('dcc:name', { id: 'x' }, child, …)`; absent attributes and parts are dropped, lists are flattened. */
export function element(name: string, attributes: Record<string, string | undefined>, ...parts: XmlPart[]): XmlElement {
  const present = Object.entries(attributes).flatMap(([key, value]) => value === undefined ? [] : [[key, value] as const])
  return { name, attributes: present, children: flatten(parts) }
}

function flatten(parts: readonly XmlPart[]): XmlNode[] {
  return parts.flatMap(part => part === undefined ? [] : isList(part) ? flatten(part) : [part])
}

function isList(part: XmlPart): part is readonly XmlPart[] {
  return Array.isArray(part)
}

/** The document as UTF-8 bytes: declaration, two-space indentation, LF, elements with text on one line, final newline. */
export function xmlBytes(root: XmlElement): Uint8Array {
  const lines: string[] = ['<?xml version="1.0" encoding="UTF-8"?>']
  writeElement(root, '', lines)
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

function writeElement(node: XmlElement, indent: string, lines: string[]): void {
  const head = node.attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('')
  if (node.children.length === 0) {
    lines.push(`${indent}<${node.name}${head}/>`)
    return
  }
  if (node.children.every(child => typeof child === 'string')) {
    lines.push(`${indent}<${node.name}${head}>${escapeText(node.children.join(''))}</${node.name}>`)
    return
  }
  lines.push(`${indent}<${node.name}${head}>`)
  for (const child of node.children) {
    if (typeof child === 'string') throw new Error(`mixed content in ${node.name}`)
    writeElement(child, `${indent}  `, lines)
  }
  lines.push(`${indent}</${node.name}>`)
}

/** XML 1.0, 2.4: `&`, `<` and, for `]]>`, `>`; a carriage return would be normalised away by the next reader. */
function escapeText(text: string): string {
  return refuseUnwritable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
}

/** XML 1.0, 3.3.3: white space in an attribute survives only as a character reference. */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}

/** XML 1.0, production 2 (Char). A record never holds such characters, so meeting one here is our own bug. */
function refuseUnwritable(text: string): string {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    const isChar = point >= 0x20 ? (point < 0xd800 || point > 0xdfff) && point !== 0xfffe && point !== 0xffff
      : point === 0x9 || point === 0xa || point === 0xd
    if (!isChar) throw new Error(`character ${point.toString(16)} cannot stand in XML`)
  }
  return text
}
