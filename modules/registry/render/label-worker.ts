// The process that sets one sheet of labels and ends: native code that can be killed, without secrets, network or files of ours.
// Started by label-renderer.ts with an empty folder.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { missingGlyph, readPaperFont } from '#platform/fonts/paper-font.ts'
import type { LabelModel } from './label-sheet.ts'

/** `missing`: which label has a character that the font cannot draw. */
export type LabelReply = { ok: true; pdf: Uint8Array } | { ok: false; reason: string; missing?: { label: number; character: string } }

const [, , workspace] = process.argv
if (workspace === undefined || process.send === undefined) throw new Error('label-worker is started by label-renderer.ts')
const folder = workspace

process.once('message', (model: LabelModel) => {
  process.send?.(typeset(model), () => process.exit(0))
})
process.on('disconnect', () => process.exit(0))

function typeset(model: LabelModel): LabelReply {
  try {
    const { blobs, hasGlyph } = readPaperFont()
    for (const [label, { name, lines }] of model.labels.entries()) {
      const character = missingGlyph([name, ...lines].join(''), hasGlyph)
      if (character !== undefined) return { ok: false, reason: 'a character is missing', missing: { label, character } }
    }
    const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: [...blobs] }] })
    compiler.mapShadow(join(folder, 'data.json'), Buffer.from(JSON.stringify(model)))
    const compiled = compiler.compile({ mainFileContent: readFileSync(join(import.meta.dirname, 'labels.typ'), 'utf8') })
    if (!compiled.result) {
      const error = compiled.takeError()
      return { ok: false, reason: error ? JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 400) : 'no diagnostic' }
    }
    return { ok: true, pdf: new Uint8Array(compiler.pdf(compiled.result, { pdfTags: false })) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message.slice(0, 400) : 'unknown' } // the native exporter throws what it cannot write
  }
}
