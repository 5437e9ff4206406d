// Text as the template sets it. Most strings are set as they are; the others come as pieces: small digits the font has no form of, and
// places where a long run may break. Done here and not in the template, where two patterns for every string cost a fifth of a certificate.

import type { PageModel } from './page-model.ts'
import { scriptForms } from './script-forms.ts'

/** How a piece is set: as text, as a box (a line may end between two boxes, and a box adds no character), lowered or raised. */
export type Piece = readonly [how: 'text' | 'box' | 'sub' | 'super', text: string]
export type Pieces = string | readonly Piece[]

/** What a column has room for: a run longer than that breaks every few characters; in a table a range may break after its tilde. */
export type Room = { special: RegExp; run: RegExp; chunk: number; breaksAfterTilde: boolean }
const smallForms = /([₀-₉]+|[⁰⁴-⁹⁺⁻]+)/
export const wide: Room = { special: /[!-\u2e7f]{25}|[₀-₉⁰⁴-⁹⁺⁻]/, run: /([!-\u2e7f]{25,})/, chunk: 6, breaksAfterTilde: false }
export const narrow: Room = { special: /[!-\u2e7f]{13}|[₀-₉⁰⁴-⁹⁺⁻~]/, run: /([!-\u2e7f]{13,})/, chunk: 4, breaksAfterTilde: true }

const graphemes = new Intl.Segmenter('zh')

export function pieces(text: string, room: Room): Pieces {
  if (!room.special.test(text)) return text
  const parts = room.breaksAfterTilde ? text.split(/(?<=~)/) : [text]
  return parts.flatMap((part, index) => index === 0 ? runs(part, room) : [['box', ''] as const, ...runs(part, room)])
}

/** `split` with a group gives the runs at the odd places. */
const runs = (text: string, room: Room): Piece[] =>
  text.split(room.run).flatMap((part, index) => index % 2 === 0 ? scripts(part, 'text') : chunks(part, room.chunk).flatMap(each => scripts(each, 'box')))

function chunks(text: string, size: number): string[] {
  const all = [...graphemes.segment(text)].map(each => each.segment)
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size).join(''))
}

const scripts = (text: string, how: 'text' | 'box'): Piece[] =>
  text.split(smallForms).map((part, index): Piece => index % 2 === 0 ? [how, part] : script(part)).filter(([, part]) => part !== '')

const script = (run: string): Piece => [/^[₀-₉]/.test(run) ? 'sub' : 'super', [...run].map(form => scriptForms.get(form) ?? form).join('')]

/** The model with its running texts in pieces. What names the document, the marks and the seal is set whole. */
export function settable(model: PageModel): unknown {
  const { document, mark, seal, title, environment, ...running } = model
  const fields = environment.fields.map(({ label, value }) => ({ label: inPieces(label, narrow), value: inPieces(value, wide) }))
  return { ...Object(inPieces(running, wide)), document, mark, seal, title, environment: { title: inPieces(environment.title, wide), fields } }
}

function inPieces(value: unknown, room: Room): unknown {
  if (typeof value === 'string') return pieces(value, room)
  if (Array.isArray(value)) return value.map(each => inPieces(each, room))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inPieces(each, key === 'rows' ? narrow : room)]))
}
