// Reads a small, safe part of YAML 1.2 into plain values and remembers where each stood.
// Scalars stay text ("0.30" keeps its zero and no value is guessed to be a number or a date). Refused: anchors, aliases,
// tags, merge keys, several documents, duplicate or dangerous keys, and more than a megabyte, 60 levels or 100,000 nodes.

import { LineCounter, isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml'
import type { Document, ParsedNode } from 'yaml'
import type { Problem } from './problem.ts'
import { refusal } from './problem.ts'

export const maximumBytes = 1_000_000
const maximumDepth = 60
const maximumNodes = 100_000
const dangerousKeys = new Set(['__proto__', 'constructor', 'prototype', '<<'])

export type Tree = string | null | Tree[] | { [key: string]: Tree }
export type Position = { line: number; column: number }

/** `at` gives the position of the value at a path; of its key when `key` is asked for; of the nearest parent otherwise. */
export type Positions = { at(path: readonly PropertyKey[], key?: boolean): Position }
export type YamlReading = { ok: true; tree: Tree; positions: Positions } | { ok: false; problems: Problem[] }

export function readYaml(text: string): YamlReading {
  if (text.length > maximumBytes || new TextEncoder().encode(text).length > maximumBytes) {
    return refusal([problem(1, 1, '', `The file is larger than ${maximumBytes} bytes.`)])
  }
  const lines = new LineCounter()
  const nesting = tooDeep(text)
  if (nesting !== undefined) return refusal([nesting])
  const documents = parseAllDocuments(
    text,
    { schema: 'failsafe', version: '1.2', uniqueKeys: true, merge: false, lineCounter: lines, prettyErrors: false },
  )
  const [document, second] = [...documents]
  if (document === undefined || document.contents === null) return refusal([problem(1, 1, '', 'The file is empty.')])
  const errors = [...document.errors, ...document.warnings].map((error) => placed(lines, error.pos[0], '', error.message))
  if (second !== undefined) errors.push(placed(lines, second.range[0], '', 'Only one YAML document may stand in a file.'))
  // One slip of syntax makes many complaints: the first ones tell where it is.
  if (errors.length > 0) return refusal(errors.slice(0, 3))
  return convert(document, lines)
}

/** Bounds flow and indentation nesting before the parser recurses into it. */
function tooDeep(text: string): Problem | undefined {
  let open = 0
  let line = 1
  for (const character of text) {
    if (character === '\n') line += 1
    else if (character === '[' || character === '{') open += 1
    else if ((character === ']' || character === '}') && open > 0) open -= 1
    if (open > 200) return problem(line, 1, '', 'Brackets are nested too deeply.')
  }
  for (const [index, row] of text.split('\n').entries()) {
    const dashes = /^[\s\-?:]*/.exec(row)?.[0].length ?? 0
    if (dashes > 400) return problem(index + 1, 1, '', 'The line is indented too deeply.')
  }
  return undefined
}

function convert(document: Document.Parsed, lines: LineCounter): YamlReading {
  const problems: Problem[] = []
  const values = new Map<string, Position>()
  const keys = new Map<string, Position>()
  let nodes = 0
  const where = (node: ParsedNode | null | undefined, fallback: Position): Position => {
    const offset = node?.range?.[0]
    if (offset === undefined) return fallback
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const visit = (node: ParsedNode | null, path: string[], parent: Position): Tree => {
    const position = where(node, parent)
    const name = joined(path)
    values.set(name, position)
    nodes += 1
    const refuse = (message: string): null => {
      problems.push({ ...position, path: path.join('.'), message })
      return null
    }
    if (nodes > maximumNodes) return nodes === maximumNodes + 1 ? refuse('The file has too many values.') : null
    if (path.length > maximumDepth) return refuse('The values are nested too deeply.')
    if (node === null) return null
    if (isAlias(node)) return refuse('Aliases (*name) are refused: write the value out.')
    if (node.anchor !== undefined) return refuse('Anchors (&name) are refused: write the value out.')
    if (node.tag !== undefined && node.tag.startsWith('!') ) return refuse(
      `The tag ${node.tag} is refused: values are text, lists and maps.`
    )
    if (isSeq(node)) return node.items.map((item, index) => visit(item, [...path, String(index)], position))
    if (!isMap(node)) return isScalar(node) ? scalarText(node.value) : refuse('This kind of value is refused.')
    const map: { [key: string]: Tree } = Object.create(null)
    for (const pair of node.items) {
      const keyPosition = where(pair.key, position)
      const key = isScalar(pair.key) ? scalarText(pair.key.value) : null
      if (key === null || key === '' || dangerousKeys.has(key) || pair.key.anchor !== undefined) {
        problems.push({ ...keyPosition, path: path.join('.'), message: `The key ${JSON.stringify(key)} is refused: keys are plain words.` })
        continue
      }
      keys.set(joined([...path, key]), keyPosition)
      map[key] = visit(pair.value, [...path, key], keyPosition)
    }
    return map
  }
  const tree = visit(document.contents, [], { line: 1, column: 1 })
  if (problems.length > 0) return refusal(problems.slice(0, 50))
  return { ok: true, tree, positions: { at: (path, key = false) => nearest(path.map(String), key ? keys : values, values) } }
}

function scalarText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function nearest(path: string[], first: Map<string, Position>, values: Map<string, Position>): Position {
  const exact = first.get(joined(path))
  if (exact !== undefined) return exact
  for (let length = path.length; length >= 0; length -= 1) {
    const position = values.get(joined(path.slice(0, length)))
    if (position !== undefined) return position
  }
  return { line: 1, column: 1 }
}

function joined(path: readonly string[]): string {
  return path.join('\u0000')
}

function placed(lines: LineCounter, offset: number, path: string, message: string): Problem {
  const { line, col } = lines.linePos(offset)
  return problem(line, col, path, message)
}

function problem(line: number, column: number, path: string, message: string): Problem {
  return { line, column, path, message }
}
