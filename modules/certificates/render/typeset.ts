// Record, XML and verification mark → PDF/A-3b bytes, with typst. Runs in the worker process only: it holds the fonts and a compiler.
// The compiler sees an empty folder with three files of ours in memory; it reads nothing else and writes nothing.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import { readPaperFont } from '#platform/fonts/paper-font.ts'
import { glyphFault } from './glyph-check.ts'
import { pageModel, printedTexts } from './page-model.ts'
import type { VerificationMark } from './page-model.ts'
import { settable } from './pieces.ts'
import { qrSvg } from './qr.ts'

export type Rendered = { ok: true; pdf: Uint8Array } | { ok: false; reason: string; character?: string }
export type Typesetter = (record: CertificateRecord, xml: Uint8Array, mark: VerificationMark) => Rendered

/** More than any certificate needs; without a bound one record would hold the worker for minutes. */
export const maximumCells = 12_000
export const maximumCharacters = 3_000_000
const jobsBetweenEvictions = 8
const maximumXmlBytes = 20 * 1024 * 1024

/** `workspace` is an empty folder made for this process. */
export function createTypesetter(workspace: string): Typesetter {
  const { blobs, hasGlyph } = readPaperFont()
  const template = readFileSync(join(import.meta.dirname, 'template.typ'), 'utf8')
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...blobs] }] })
  let jobs = 0
  return (record, xml, mark) => {
    const refused = refusal(record, xml, mark)
    if (refused) return { ok: false, reason: refused }
    const model = pageModel(record, mark)
    const texts = printedTexts(model)
    const characters = texts.reduce((sum, text) => sum + text.length, 0)
    if (characters > maximumCharacters) {
      return { ok: false, reason: `the certificate has ${characters} characters; at most ${maximumCharacters} are printed` }
    }
    const fault = glyphFault(texts, hasGlyph)
    if (fault) return { ok: false, ...fault }
    compiler.mapShadow(join(workspace, 'data.json'), Buffer.from(JSON.stringify(settable(model))))
    compiler.mapShadow(join(workspace, 'certificate.xml'), Buffer.from(xml))
    compiler.mapShadow(join(workspace, 'qr.svg'), Buffer.from(qrSvg(mark.url)))
    const rendered = compile(compiler, template)
    // Certificates share the template but not their text: what was not used again goes, every few jobs, and memory stays flat.
    jobs += 1
    if (jobs % jobsBetweenEvictions === 0) compiler.evictCache(2)
    return rendered
  }
}

function refusal(record: CertificateRecord, xml: Uint8Array, { url, shortCode, domain }: VerificationMark): string | undefined {
  const cells = record.tables.reduce((sum, table) => sum + table.rows.length * table.columns.length, 0)
  if (cells > maximumCells) return `the result tables have ${cells} cells; at most ${maximumCells} are printed`
  if (xml.length === 0 || xml.length > maximumXmlBytes) return `the XML has ${xml.length} bytes; 1 to ${maximumXmlBytes} are attached`
  if (!/^https?:\/\/[\x21-\x7e]{3,290}$/.test(url)) return 'the address in the QR code is no http(s) address of at most 300 characters'
  if (!/^[0-9A-Za-z_-]{4,60}$/.test(shortCode)) return 'the short code is not 4 to 60 letters, digits, hyphens or underscores'
  if (!/^[a-z0-9.:[\]-]{3,100}$/.test(domain)) return 'the printed domain is no domain name'
  return undefined
}

function compile(compiler: NodeCompiler, template: string): Rendered {
  try {
    const compiled = compiler.compile({ mainFileContent: template, resetRead: true })
    if (!compiled.result) return { ok: false, reason: `the template did not compile: ${diagnosticText(compiler, compiled.takeError())}` }
    // Untagged: tags make a table of 100 rows three times as large; the accessible faces are the web view and the attached XML.
    return { ok: true, pdf: new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: 'a-3b', pdfTags: false })) }
  } catch (error) {
    // The native exporter throws what it cannot write; this is the one place that can name it.
    return { ok: false, reason: `the PDF could not be written: ${error instanceof Error ? error.message.slice(0, 500) : 'unknown'}` }
  }
}

function diagnosticText(compiler: NodeCompiler, error: Parameters<NodeCompiler['fetchDiagnostics']>[0] | null): string {
  return error ? JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 500) : 'no diagnostic'
}
