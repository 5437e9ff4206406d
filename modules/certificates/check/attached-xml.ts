// What a dropped file says about itself, without trusting it: its XML attachment and the public id in its XMP. PDF files are only
// scanned for embedded streams and never interpreted. Pure, bounded, for browser and command line.
import { Unzlib } from 'fflate'

const MAX_XML_BYTES = 20 * 1024 * 1024
const MAX_CANDIDATES = 8
const MAX_DICTIONARY = 2_000

export const isPdf = (bytes: Uint8Array): boolean => latin1(bytes.subarray(0, 5)) === '%PDF-'

/** The XML documents embedded in a PDF, inflated; none when there are none or they are not readable. */
export function attachedXml(pdf: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  for (let at = indexOf(pdf, '/EmbeddedFile', 0); at >= 0 && found.length < MAX_CANDIDATES; at = indexOf(pdf, '/EmbeddedFile', at + 1)) {
    const stream = streamAfter(pdf, at)
    const xml = stream === undefined ? undefined : stream.deflated ? inflated(stream.bytes) : stream.bytes
    if (xml !== undefined && xml.length <= MAX_XML_BYTES && looksLikeXml(xml)) found.push(xml)
  }
  return found
}

/** `/EmbeddedFile` also names the tree of files; only one in a dictionary that a stream follows is a file. */
function streamAfter(pdf: Uint8Array, at: number): { bytes: Uint8Array; deflated: boolean } | undefined {
  const start = indexOf(pdf, 'stream', at, at + MAX_DICTIONARY)
  if (start < 0) return undefined
  const before = latin1(pdf.subarray(Math.max(0, at - MAX_DICTIONARY), start))
  const dictionary = before.slice(before.lastIndexOf(' obj') + 1)
  if (dictionary.includes('endobj')) return undefined
  const from = start + 6 + (pdf[start + 6] === 13 ? 2 : 1)
  const length = /\/Length (\d{1,9})(?! \d+ R)/.exec(dictionary)?.[1]
  const end = length === undefined ? indexOf(pdf, 'endstream', from) : from + Number(length)
  if (end < from || end > pdf.length) return undefined
  return { bytes: pdf.subarray(from, end), deflated: dictionary.includes('/FlateDecode') }
}

function inflated(bytes: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = []
  let size = 0
  const unzlib = new Unzlib((part) => {
    size += part.length
    if (size <= MAX_XML_BYTES) parts.push(part)
  })
  try {
    for (let at = 0; at < bytes.length && size <= MAX_XML_BYTES; at += 16_384) unzlib.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length)
  } catch {
    return undefined // a damaged stream is no attachment
  }
  return size > MAX_XML_BYTES ? undefined : joined(parts, size)
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const looksLikeXml = (bytes: Uint8Array): boolean => /^(?:\u00ef\u00bb\u00bf)?\s{0,20}</.test(latin1(bytes.subarray(0, 40)))

const PUBLIC_ID = /(?<![0-9a-z])[0-9a-hjkmnp-tv-z]{16}(?![0-9a-z])/g

/** Ids that stand in the clear (XMP, a link): candidates for asking the log, no proof of anything. */
export function idsInClear(pdf: Uint8Array): string[] {
  const ids = new Set<string>()
  for (const mark of ['/c/', '<pdf:Keywords>', '<rdf:li>']) {
    for (let at = indexOf(pdf, mark, 0); at >= 0 && ids.size < MAX_CANDIDATES; at = indexOf(pdf, mark, at + 1)) {
      for (const [id] of latin1(pdf.subarray(at + mark.length, at + mark.length + 200)).matchAll(PUBLIC_ID)) ids.add(id)
    }
  }
  return [...ids].slice(0, MAX_CANDIDATES)
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

function indexOf(bytes: Uint8Array, text: string, from: number, to = bytes.length): number {
  const first = text.charCodeAt(0)
  for (let at = bytes.indexOf(first, from); at >= 0 && at < to; at = bytes.indexOf(first, at + 1)) {
    let i = 1
    while (i < text.length && bytes[at + i] === text.charCodeAt(i)) i++
    if (i === text.length) return at
  }
  return -1
}
