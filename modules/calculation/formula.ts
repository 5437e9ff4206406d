// Formulas as files write them, made readable for the one parser: `**`, `.5`, Python's and R's names of functions, names of inputs that the
// language keeps for itself or cannot spell. Pure.
import { functionNamed } from '@duheng/uncertainty/ast.ts'
import { literal } from './family.ts'

const KEPT = new Set(['and', 'or', 'not', 'if', 'true', 'false', 'pi'])
const WORD = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Han}_µ](?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Han}_µ0-9₀-₉]|[\u0300-\u036f])*$/u

/** A name as the parser takes it: itself mostly. */
export function spelled(name: string): string {
  const bare = name.normalize('NFC').replaceAll('µ', 'μ')
  if (WORD.test(bare) && !KEPT.has(bare) && functionNamed(bare) === undefined) return bare
  const letters = [...bare].map((char) => (/[\p{Script=Latin}\p{Script=Greek}\p{Script=Han}_0-9]/u.test(char) ? char : '_')).join('')
  return `_${letters}_`
}

/** The model's text with the given names respelled, and everything else as the parser wants it. */
export function readable(text: string, names: readonly string[]): string {
  let out = text.normalize('NFC').replaceAll('**', '^').replaceAll(/(?<![\w.])\.(?=\d)/g, '0.').replaceAll(/(?<=\d)\.(?![\d.])(?=\D|$)/g, '')
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    const other = spelled(name)
    if (other !== name) out = out.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}_.])${literal(name)}(?![\p{L}\p{N}_])(?!\s*\()`, 'gu'), other)
  }
  for (const [from, to] of FUNCTIONS) out = out.replaceAll(from, to)
  return out.replaceAll(/(?<![\p{L}\p{N}_])pow\(([^(),]+),([^(),]+)\)/gu, '(($1)^($2))')
}

const FUNCTIONS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}_])(?:math|np|numpy|Math)\.(?=[a-z])/gu, ''], [/(?<![\p{L}\p{N}_])arc(sin|cos|tan2?)\s*\(/gu, 'a$1('],
  [/(?<![\p{L}\p{N}_])PI(?![\p{L}\p{N}_])/gu, 'pi'],
]
