// What a name asks of an evaluated model: by which route (first order, second order, Monte Carlo), of which result or input, which number.
// Pure. The words are those of JCGM 100, 101 and 102, of GTC, suncal and the NIST Uncertainty Machine, as case files use them.
import { literal, mentions, numberAfter, shareIn } from './family.ts'

export type Route = 'first order' | 'second order' | 'Monte Carlo'
export type Quantity =
  | 'value' | 'u' | 'U' | 'k' | 'dof' | 'low' | 'high' | 'half width' | 'component' | 'share' | 'sensitivity' | 'r' | 'covariance' | 'relative u'
  | 'variance' | 'interval' | 'd low' | 'd high' | 'delta' | 'validated'

export type Asked = {
  readonly route: Route | undefined
  readonly quantity: Quantity
  /** Names of results or inputs that stand in the question, as the file spells them, in order. */
  readonly of: readonly string[]
  /** Probability of coverage, and coverage factor, where the question states them. */
  readonly p: number | undefined
  readonly k: number | undefined
  readonly interval: 'shortest' | 'symmetric' | undefined
  /** ν_eff truncated to a whole number, as GUM tables print it. */
  readonly truncated: boolean
  readonly percent: boolean
}

const ROUTES: readonly (readonly [RegExp, Route])[] = [
  [/\bMCM\b|\bMC\b|monte[\s-]?carlo|simulat|\bPDF\b|蒙特卡洛/i, 'Monte Carlo'],
  [/\bGUF\s?2\b|second[\s-]?order|2nd[\s-]?order|higher[\s-]?order|\bGUM2\b|二阶/i, 'second order'],
  [/\bGUF\s?1?\b|\bGUM1?\b|first[\s-]?order|\blinear\b|\blaw of propagation\b|\bLPU\b|一阶/i, 'first order'],
]
/** Words that name a route or a source, never a quantity. */
const ASIDE = /\b(?:MCM|MC|monte[\s-]?carlo|GUF\s?\d?|GUM\s?\d?|analytic(?:al)?|exact|published|recomputed|first[\s-]?order|second[\s-]?order|higher[\s-]?order|linear)\b/gi

/** Reads a name; `known` are the names of results and inputs. Undefined where no quantity is recognised. */
export function readModelName(name: string, known: readonly string[]): Asked | undefined {
  const route = ROUTES.find(([pattern]) => pattern.test(name))?.[1]
  const bare = known.includes(name.trim()) ? name.trim() : name.replaceAll(ASIDE, ' ').replaceAll(/^[\s/,:-]+|[\s/,:-]+$/g, '').replaceAll(/\s+/g, ' ')
  const rest = {
    route, p: probabilityIn(name), k: numberAfter(name, 'k'), truncated: /trunc|published/i.test(name), percent: /%/.test(name.replaceAll(/[\d.]+\s*%/g, '')),
    interval: /shortest|HPD|HDI|最短/i.test(name) ? 'shortest' as const : /symmetric|quantile|percentile|equal[\s-]?tail|对称/i.test(name) ? 'symmetric' as const : undefined,
  }
  if (known.includes(bare)) return { ...rest, quantity: 'value', of: [bare] }
  // u(z) of a z that is neither a result nor an input asks for something else than the main result.
  const inside = /[A-Za-z]\(([A-Za-z_]\w*)\)/.exec(bare)?.[1]
  if (inside !== undefined && !known.includes(inside) && !/^(?:y|mean|dof)$/i.test(inside)) return undefined
  const quantity = quantityIn(bare, known)
  const of = namesIn(bare, known, quantity)
  if (quantity !== undefined) return { ...rest, quantity, of }
  return of.length === 0 ? undefined : { ...rest, quantity: 'value', of }
}

/** `99%`, `U95`, `k_0.95`, `p = 0.95`. */
function probabilityIn(name: string): number | undefined {
  const stated = numberAfter(name, 'p', 'P', 'level', 'coverage')
  if (stated !== undefined) return stated > 1 ? stated / 100 : stated
  const ending = /(?<![A-Za-z])[Uk]_?\{?(0?\.\d+|\d\d(?:\.\d+)?)\}?(?![\w.])/.exec(name)?.[1]
  if (ending !== undefined) return Number(ending) > 1 ? Number(ending) / 100 : Number(ending)
  const share = shareIn(name)
  return share !== undefined && share > 0.4 && share < 1 ? share : undefined
}

const QUANTITIES: readonly (readonly [RegExp, Quantity])[] = [
  [/\bd_?\s?low\b/i, 'd low'], [/\bd_?\s?high\b/i, 'd high'], [/\bdelta\b|\bδ\b|numerical tolerance/i, 'delta'], [/valid|clause 8/i, 'validated'],
  [/component|contribution|贡献/i, 'component'], [/\bshare\b|\bindex\b|percentage of variance|占比|^%\s/i, 'share'],
  [/sensitiv|\bc_?\s?\(|\bd\w*\/d\w+|∂|灵敏/i, 'sensitivity'],
  [/nu_?eff|ν_?eff|v_?eff|\bdof\b|\bdf\b|degrees of freedom|^(?:nu|ν|v)(?:_\w+)?$|^(?:nu|ν|df|dof)\s*\(|自由度/i, 'dof'],
  [/half[\s_-]?width|half[\s_-]?length|半宽/i, 'half width'],
  [/\blow(?:er)?\b|\bleft\b|_low\b|下端/i, 'low'], [/\bhigh(?:er)?\b|\bupper\b|\bright\b|_high\b|上端/i, 'high'],
  [/\binterval\b|区间/i, 'interval'],
  [/^r\b|\br\s*\(|correlation|\brho\b|ρ|相关系数/i, 'r'], [/\bcov\b|covariance|cov\s*\(|协方差/i, 'covariance'],
  [/coverage factor|^k(?:_?[\d.{}]+)?(?![\w.])|\bk_?p\b|包含因子/i, 'k'],
]
/** u and U are told apart by their case. */
const UNCERTAINTIES: readonly (readonly [RegExp, Quantity])[] = [
  [/relative|\bu_?rel|\bu\/y|相对/, 'relative u'],
  [/(?<![A-Za-z])U(?:_?\{?(?:[\d.]+)\}?)?(?![A-Za-z])|[Ee]xpanded|扩展/, 'U'],
  [/\bvariance\b|\bvar\b|u\^2|u²/i, 'variance'],
  [/(?<![A-Za-z])u(?:_?c)?(?![A-Za-z\d])|\bu_\w+|[Ss]tandard (?:uncertainty|deviation)|\bsd\b|\bstd(?:ev)?\b|\bse\b|\bu_?c\b|combined|标准不确定度/, 'u'],
]
const VALUES = /\bmean\b|\bestimate\b|\bvalue\b|\bresult\b|\baverage\b|^y\b|\by\b|估计值|平均/i

function quantityIn(bare: string, known: readonly string[]): Quantity | undefined {
  // u_x(y) is the component of x in y, c_x its sensitivity.
  const [, letter = '', subscript = ''] = /^([uc])_([^\s()]+)/.exec(bare) ?? []
  if (known.includes(subscript)) return letter === 'c' ? 'sensitivity' : /\)\s*$/.test(bare) ? 'component' : 'u'
  // A result called U or k is not an expanded uncertainty or a factor.
  const without = known.toSorted((a, b) => b.length - a.length).reduce((text, one) => text.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}_(,])${literal(one)}(?![\p{L}\p{N}_(])`, 'gu'), ' '), bare)
  const [first, second] = [[...QUANTITIES, ...UNCERTAINTIES], VALUES]
  const found = first.find(([pattern]) => pattern.test(without)) ?? first.find(([pattern]) => pattern.test(bare) && !known.some((one) => pattern.test(one)))
  if (found !== undefined) return found[1]
  return second.test(bare) ? 'value' : undefined
}

/** Names in brackets first: u(R), r(V,I), component (ls); else those that stand by themselves. */
function namesIn(bare: string, known: readonly string[], quantity: Quantity | undefined): readonly string[] {
  const part = /^u_([^\s()]+)\s*\(([^()]*)\)/.exec(bare)
  if (part !== null && known.includes(part[1] ?? '')) return [part[1] ?? '', part[2] ?? ''].filter((one) => known.includes(one))
  const bracket = /\(([^()]*)\)/.exec(bare)?.[1] ?? /\[([^[\]]*)\]/.exec(bare)?.[1]
  const inside = bracket?.split(/\s*[,;]\s*/).filter((one) => known.includes(one.trim())).map((one) => one.trim()) ?? []
  if (inside.length > 0) return inside
  const subscript = /(?:^|\s)(?:u|c|r)_(.+?)(?:\s|$)/.exec(bare)?.[1]
  if (subscript !== undefined && known.includes(subscript)) return [subscript]
  const derivative = /d(\w+)\/d(\w+)/.exec(bare)
  if (quantity === 'sensitivity' && derivative !== null) return [derivative[1] ?? '', derivative[2] ?? ''].filter((one) => known.includes(one))
  const alone = known.filter((one) => mentions(bare, one))
  return alone.filter((one) => !alone.some((other) => other !== one && other.includes(one) && !mentions(bare.replace(other, ''), one)))
}
