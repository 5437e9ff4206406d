// The parameters of each form in which an uncertainty may be stated: their keys in what people type, other spellings, whether they carry
// the input's unit. Pure data, read by spread.ts and by the form beside the table. Sources of the forms: lib/uncertainty/inputs.ts.
import type { StatedType } from './study-body.ts'

/** `interval`: a width in the input's unit (for °C a difference); `point`: a value in it; `number`: none. */
export type ParameterKind = 'interval' | 'point' | 'number'
export type Parameter = {
  readonly key: string
  readonly symbol: string
  readonly kind: ParameterKind
  readonly zh: string
  readonly en: string
  readonly optional?: true
}
export type Form = {
  readonly zh: string
  readonly en: string
  /** The parameter a number without a name is. */
  readonly first?: string
  readonly parameters: readonly Parameter[]
  /** Numbers without names are a list. */
  readonly list?: 'numbers' | 'pairs'
  /** The estimate follows from the list or the parameters and is not given beside them. */
  readonly ownEstimate?: true
}

const interval = (key: string, symbol: string, zh: string, en: string, optional?: true): Parameter => ({ key, symbol, kind: 'interval', zh, en, optional })
const point = (key: string, symbol: string, zh: string, en: string, optional?: true): Parameter => ({ key, symbol, kind: 'point', zh, en, optional })
const plain = (key: string, symbol: string, zh: string, en: string, optional?: true): Parameter => ({ key, symbol, kind: 'number', zh, en, optional })

const u = interval('u', 'u', '标准不确定度', 'standard uncertainty')
const a = interval('a', 'a', '半宽', 'half-width', true)
const low = point('low', 'low', '下限', 'lower limit', true)
const high = point('high', 'high', '上限', 'upper limit', true)
const origin = point('origin', 'origin', '起点', 'origin', true)
const shape = plain('shape', 'shape', '形状', 'shape')
const scale = interval('scale', 'scale', '尺度', 'scale')
const location = point('location', 'location', '位置', 'location')

export const FORMS: Readonly<Record<StatedType, Form>> = {
  constant: { zh: '常数', en: 'Constant', parameters: [] },
  readings: {
    zh: '读数 A', en: 'Readings A', list: 'numbers', ownEstimate: true,
    parameters: [
      interval('s', 's', '合并标准偏差', 'pooled standard deviation', true), plain('nu', 'ν', '合并标准偏差的自由度', 'its degrees of freedom', true),
      interval('resolution', 'δ', '末位步长', 'step of the last digit', true),
    ],
  },
  normal: {
    zh: '正态', en: 'Normal', first: 'u',
    parameters: [
      { ...u, optional: true }, interval('U', 'U', '扩展不确定度', 'expanded uncertainty', true), plain('k', 'k', '包含因子', 'coverage factor', true),
      plain('p', 'p', '包含概率', 'coverage probability', true),
    ],
  },
  t_scaled: { zh: 't 分布', en: 'Student t', first: 'u', parameters: [u, plain('nu', 'ν', '自由度', 'degrees of freedom', true)] },
  t_sd: { zh: 't（u 为标准差）', en: 't (u is its s.d.)', first: 'u', parameters: [u, plain('nu', 'ν', '自由度', 'degrees of freedom', true)] },
  rectangular: { zh: '矩形', en: 'Rectangular', first: 'a', parameters: [a, low, high] },
  triangular: { zh: '三角', en: 'Triangular', first: 'a', parameters: [a, low, point('mode', 'mode', '众数', 'mode', true), high] },
  trapezoidal: {
    zh: '梯形', en: 'Trapezoidal', first: 'a',
    parameters: [
      a, plain('beta', 'β', '顶底之比', 'top over base', true), low, point('toplow', 'b₁', '顶左', 'top from', true), point('tophigh', 'b₂', '顶右', 'top to', true), high,
    ],
  },
  u_shaped: { zh: '反正弦', en: 'Arc sine', first: 'a', parameters: [a, low, high] },
  curvilinear_trapezoid: { zh: '曲边梯形', en: 'Curvilinear trapezoid', first: 'a', parameters: [a, interval('d', 'd', '界限的半宽', 'half-width of the limits'), low, high] },
  exponential: { zh: '指数', en: 'Exponential', first: 'origin', parameters: [origin] },
  gamma: { zh: '伽马', en: 'Gamma', parameters: [shape, scale, origin], ownEstimate: true },
  beta: { zh: '贝塔', en: 'Beta', parameters: [plain('alpha', 'α', 'α', 'α'), plain('beta', 'β', 'β', 'β'), low, high], ownEstimate: true },
  lognormal: { zh: '对数正态', en: 'Lognormal', parameters: [plain('mu', 'μ', '对数的均值', 'mean of the logarithm'), plain('sigma', 'σ', '对数的标准差', 's.d. of the logarithm'), origin], ownEstimate: true },
  weibull: { zh: '威布尔', en: 'Weibull', parameters: [shape, scale, origin], ownEstimate: true },
  skew_normal: { zh: '偏正态', en: 'Skew normal', parameters: [location, scale, shape], ownEstimate: true },
  gev: { zh: '广义极值', en: 'Extreme value', parameters: [location, scale, shape], ownEstimate: true },
  truncated_normal: { zh: '截尾正态', en: 'Truncated normal', parameters: [location, scale, low, high], ownEstimate: true },
  laplace: { zh: '拉普拉斯', en: 'Laplace', first: 'u', parameters: [u] },
  logistic: { zh: '逻辑斯谛', en: 'Logistic', first: 'u', parameters: [u] },
  discrete: { zh: '离散', en: 'Discrete', list: 'pairs', parameters: [], ownEstimate: true },
  samples: { zh: '样本', en: 'Samples', list: 'numbers', parameters: [], ownEstimate: true },
}

/** Other spellings of keys, folded to lower case where the key is not a single capital. */
const ALSO: ReadonlyMap<string, string> = new Map([
  ['ν', 'nu'], ['v', 'nu'], ['df', 'nu'], ['dof', 'nu'], ['自由度', 'nu'], ['β', 'beta'], ['α', 'alpha'], ['μ', 'mu'], ['σ', 'sigma'], ['半宽', 'a'],
  ['下限', 'low'], ['上限', 'high'], ['min', 'low'], ['max', 'high'], ['众数', 'mode'], ['b1', 'toplow'], ['b2', 'tophigh'], ['b₁', 'toplow'], ['b₂', 'tophigh'],
  ['δ', 'resolution'], ['step', 'resolution'], ['分辨力', 'resolution'], ['形状', 'shape'], ['尺度', 'scale'], ['位置', 'location'], ['起点', 'origin'],
])

/** The key a word of a form means, or undefined. */
export function keyOf(type: StatedType, word: string): string | undefined {
  const known = FORMS[type].parameters
  if (known.some(({ key }) => key === word)) return word
  const folded = ALSO.get(word) ?? ALSO.get(word.toLowerCase()) ?? word.toLowerCase()
  return known.some(({ key }) => key === folded) ? folded : undefined
}
