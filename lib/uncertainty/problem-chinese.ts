// The sentences of formulas in Chinese. Formulas say what is wrong in English, at one place each; this table says the same in Chinese,
// so that a page shows both. `{}` stands for what the sentence quotes. Pure. Absent: reasons of units (the quantity package), which stay
// as they are.

import type { Problem } from './ast.ts'

const SENTENCES: readonly (readonly [english: string, chinese: string])[] = [
  // token.ts
  ['a formula has at most {} characters, this one has {}', '公式最多 {} 个字符，此处有 {} 个'],
  ['digits are missing after the decimal point', '小数点后缺少数字'],
  ['"{}." is not a number: one decimal point', '“{}.”不是数：只能有一个小数点'],
  ['a unit stands in square brackets after its number, {}, and a product needs its sign, {}', '单位写在数后的方括号内：{}；乘法须写乘号：{}'],
  ['the bracket of the unit is not closed', '单位的方括号没有闭合'],
  ['a name has at most {} characters', '名称最多 {} 个字符'],
  ['"{}" cannot be a name', '“{}”不能作名称'],
  ['a power is written {}', '乘方写作 {}'],
  ['a number begins with a digit, 0.5, and names have no members: write one name', '数以数字开头（0.5）；名称没有成员：请写一个名称'],
  ['conditions are joined with and, or, not', '条件用 and、or、not 连接'],
  ['a formula has no text in quotation marks', '公式中没有引号文字'],
  ['a percentage is a number with a unit: 5[%]', '百分数是带单位的数：5[%]'],
  ['braces have no meaning here: brackets ( ) group, [ ] make arrays', '此处不用花括号：( ) 分组，[ ] 组成数组'],
  ['"{}" is a letter of another script: names are Latin, Greek or Chinese', '“{}”是其他文字的字母：名称用拉丁、希腊字母或汉字'],
  ['"{}" has no meaning in a formula', '“{}”在公式中没有含义'],
  // parse.ts
  ['"{}" has a meaning of its own: use another name', '“{}”另有含义：请换一个名称'],
  ['"{}" is defined twice', '“{}”定义了两次'],
  ['comparisons are not chained: write a < b and b < c', '比较不能连写：请写 a < b and b < c'],
  ['a chain has at most {} terms: use sum([…])', '一串最多 {} 项：请用 sum([…])'],
  ['a leading plus sign has no meaning here', '此处不用开头的加号'],
  ['an array has at most four indices', '数组最多四个下标'],
  ['"{}" stands between conditions, not here', '“{}”用在条件之间，不能用在此处'],
  ['"{}" is a function: write {}', '“{}”是函数：请写 {}'],
  ['there is no function "{}"; known are {}', '没有函数“{}”；可用：{}'],
  ['{} is written {}', '{} 写作 {}'],
  ['brackets and signs are nested more than {} deep', '括号与符号嵌套超过 {} 层'],
  ['a formula has at most {} parts', '公式最多 {} 个部分'],
  ['"{}" is missing at the end', '末尾缺少“{}”'],
  ['"{}" is expected before "{}"', '“{1}”之前应有“{0}”'],
  ['the formula ends too early', '公式不完整'],
  ['equality is tested with ==; a single = names a result of a model', '判断相等用 ==；单个 = 用于给模型的结果命名'],
  ['"{}" is not expected here', '此处不应有“{}”'],
  // walk.ts and unit-sum.ts of the quantity package
  ['"{}" has no value here', '“{}”在此处没有值'],
  ['a quantity in {} is raised to whole powers only, written as a number', '单位为 {} 的量只能作整数次乘方，指数写成数'],
  ['both values of a condition are numbers, or both conditions, or both arrays', '条件的两个值须同为数、同为条件或同为数组'],
  ['both arrays of a condition have the same length', '条件的两个数组须等长'],
  ['only an array has items', '只有数组有元素'],
  ['an index is a number without unit', '下标是没有单位的数'],
  ['this index is not known beforehand', '这个下标事先不知道'],
  ['the array has items 1 to {}, there is no item {}', '数组有第 1 到第 {} 个元素，没有第 {} 个'],
  ['the table "{}" is not supplied here', '此处没有提供表“{}”'],
  ['a number is needed here, this is an array', '此处需要数，这是数组'],
  ['a number is needed here, this is a condition', '此处需要数，这是条件'],
  ['a condition is needed here, such as x <= 5[g]', '此处需要条件，如 x <= 5[g]'],
  ['a number without unit is needed here, this is in {}', '此处需要没有单位的数，这里的单位是 {}'],
  ['a temperature in {} is a point on a scale: take a difference first, such as {}', '以 {} 表示的温度是温标上的点：请先取温差，如 {}'],
  ['the formula takes too many steps', '公式的计算步数过多'],
  ['two temperatures ({}, {}) have no sum; a difference in K or Δ°C can be added', '两个温度（{}、{}）不能相加；可加以 K 或 Δ°C 表示的温差'],
  [
    'K beside °C may be a temperature or a difference: write the difference in Δ°C, or both temperatures in one unit',
    'K 与 °C 并用时含义不明：温差请写 Δ°C，或两个温度用同一单位',
  ],
  ['a temperature in {} cannot be subtracted from a difference', '不能从温差中减去以 {} 表示的温度'],
  ['cannot add: {}', '不能相加：{}'], ['cannot subtract: {}', '不能相减：{}'],
  ['{} and {} measure different quantities', '{} 与 {} 是不同的量'],
  ['{} and {} are different kinds of quantity', '{} 与 {} 是不同种类的量'],
  // functions.ts
  ['{} takes numbers, this is an array', '{} 的自变量是数，这是数组'],
  ['{} takes numbers, this is a condition', '{} 的自变量是数，这是条件'],
  ['{} takes a number without unit, this is in {}', '{} 的自变量没有单位，这里的单位是 {}'],
  ['{} of an empty array', '对空数组求 {}'],
  ['temperatures in {} have a mean but no sum', '以 {} 表示的温度有平均值，没有和'],
  ['an experimental standard deviation needs at least two readings', '实验标准偏差至少需要两个读数'],
  ['readings are numbers, this is a condition', '读数是数，这是条件'],
  ['interpolate needs two arrays of one length, at least two points', 'interpolate 需要两个等长的数组，至少两点'],
  ['the value lies outside the table', '值在表的范围之外'],
  ['the first array of interpolate must rise', 'interpolate 的第一个数组须递增'],
  ['the table cannot be interpolated', '此表不能插值'],
  // exact.ts and program.ts
  ['division by zero', '除以零'],
  ['the formula takes too much exact arithmetic with long numbers', '公式中长数的精确运算过多'],
  ['the number is too long to be kept exactly', '数太长，无法精确保存'],
  ['zero to a negative power is a division by zero', '零的负数次幂即除以零'],
  ['a negative number has whole powers only', '负数只有整数次幂'],
  ['the power is too large to be kept exactly', '幂太大，无法精确保存'],
  ['a negative number has no square root', '负数没有平方根'],
  ['only a number greater than zero has a logarithm', '只有大于零的数有对数'],
  ['{} takes a number from -1 to 1', '{} 的自变量在 -1 与 1 之间'],
  ['{} is too large to be computed', '{} 太大，无法计算'],
  ['the input "{}" is given twice', '输入量“{}”给了两次'],
  ['"{}" is an input and cannot be a result', '“{}”是输入量，不能作结果'],
  ['"{}" should be a number, it is an array', '“{}”应为数，却是数组'],
  ['"{}" should be a number, it is a condition', '“{}”应为数，却是条件'],
  ['the model takes more than {} operations', '模型的运算超过 {} 次'],
  ['the rounding interval of a model is a constant', '模型中的修约间隔须为常数'],
  // complex-arithmetic.ts and complex.ts
  ['{} of a complex number is not defined here', '此处没有复数的 {}'],
  ['atan2 takes real numbers; the phase of a complex number is arg(z)', 'atan2 的自变量是实数；复数的相位是 arg(z)'],
  ['a complex number is not rounded', '复数不能修约'],
  ['complex numbers have no order: compare abs(z), re(z) or im(z)', '复数没有大小：请比较 abs(z)、re(z) 或 im(z)'],
  ['re, im, arg and conj take one number', 're、im、arg、conj 只有一个自变量'],
  ['complex(a, b) takes two real numbers', 'complex(a, b) 的自变量是两个实数'],
  ['complex(a, b) takes both parts in one unit, here {} and {}', 'complex(a, b) 的两部分须用同一单位，此处为 {} 与 {}'],
  ['polar(r, φ) takes two real numbers', 'polar(r, φ) 的自变量是两个实数'],
  ['the angle of polar(r, φ) is in rad, here in {}', 'polar(r, φ) 的角以 rad 为单位，此处为 {}'],
  ['"{}" should be a number', '“{}”应为数'],
]

const PATTERNS = SENTENCES.map(([english, chinese]) => {
  const parts = english.split('{}').map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
  return { pattern: new RegExp(`^${parts.join('(.+?)')}$`, 'su'), chinese }
})

/** The English sentences of the table, for the test that holds them against the code. */
export const TRANSLATED: readonly string[] = SENTENCES.map(([english]) => english)

/** A sentence of a formula in Chinese; undefined where the table does not have it. */
export function chineseSentence(message: string): string | undefined {
  for (const { pattern, chinese } of PATTERNS) {
    const found = pattern.exec(message)
    if (found === null) continue
    const quoted = found.slice(1).map((one) => (chinese.startsWith('不能相') ? (chineseSentence(one) ?? one) : one))
    let next = 0
    return chinese.replaceAll(/\{(\d?)\}/g, (_, at: string) => quoted[at === '' ? next++ : Number(at)] ?? '')
  }
  return undefined
}

/** A problem of a formula in Chinese, with its place. */
export function chineseProblem({ line, column, message }: Problem): string {
  return `公式第 ${line} 行第 ${column} 列：${chineseSentence(message) ?? message}`
}
