// The sentences of lib/uncertainty about formulas and units are English; here is the Chinese of each. A sentence nobody translated stays as
// it is, and formula-words.test.ts provokes every kind there is. Pure.
import type { Pair } from './pair.ts'

type Rule = readonly [english: RegExp, chinese: string]

const RULES: readonly Rule[] = [
  // the text
  [/^the formula ends too early$/, '公式没有写完'],
  [/^"(.+)" is missing at the end$/, '末尾缺“$1”'],
  [/^"(.+)" is expected before "(.+)"$/, '“$2”之前应为“$1”'],
  [/^"(.+)" is not expected here$/, '“$1”不应出现在这里'],
  [/^there is no function "(.+)"; known are (.+)$/, '没有函数“$1”；有 $2'],
  [/^"(.+)" has a meaning of its own: use another name$/, '“$1”另有含义，请换一个名称'],
  [/^"(.+)" is defined twice$/, '“$1”定义了两次'],
  [/^"(.+)" stands between conditions, not here$/, '“$1”只用在条件之间'],
  [/^(.+) is written (.+)$/, '$1 写作 $2'],
  [/^a unit stands in square brackets after its number, (.+), and a product needs its sign, (.+)$/, '单位写在数后的方括号里：$1；相乘要写乘号：$2'],
  [/^the bracket of the unit is not closed$/, '单位的方括号没有闭合'],
  [/^digits are missing after the decimal point$/, '小数点后缺数字'],
  [/^"(.+)" is not a number: one decimal point$/, '“$1”不是数：只能有一个小数点'],
  [/^a name has at most (\d+) characters$/, '名称最多 $1 个字符'],
  [/^"(.+)" cannot be a name$/, '“$1”不能作名称'],
  [/^a power is written x\^2$/, '乘方写作 x^2'],
  [/^a leading plus sign has no meaning here$/, '这里的正号没有意义'],
  [/^comparisons are not chained: write a < b and b < c$/, '比较不能连写：写作 a < b and b < c'],
  [/^a chain has at most (\d+) terms: use sum\(\[…\]\)$/, '连写最多 $1 项：请用 sum([…])'],
  [/^brackets and signs are nested more than (\d+) deep$/, '括号嵌套超过 $1 层'],
  [/^a formula has at most (\d+) parts$/, '公式最多 $1 个部分'],
  [/^a formula has at most (\d+) characters, this one has (\d+)$/, '公式最多 $1 个字符，现有 $2 个'],
  [/^equality is tested with ==; a single = names a result of a model$/, '相等用 == 判断；单个 = 给结果命名'],
  [/^a number begins with a digit, 0\.5, and names have no members: write one name$/, '数以数字开头，如 0.5；名称里没有“.”'],
  [/^conditions are joined with and, or, not$/, '条件用 and、or、not 连接'],
  [/^a formula has no text in quotation marks$/, '公式里没有引号文字'],
  [/^a percentage is a number with a unit: 5\[%\]$/, '百分数写作带单位的数：5[%]'],
  [/^braces have no meaning here: brackets \( \) group, \[ \] make arrays$/, '花括号没有意义：( ) 成组，[ ] 为数组'],
  [/^"(.+)" is a letter of another script: names are Latin, Greek or Chinese$/, '“$1”是别的文字：名称用拉丁、希腊字母或汉字'],
  [/^"(.+)" has no meaning in a formula$/, '“$1”在公式里没有意义'],
  [/^if is written if\(condition, a, b\)$/, 'if 写作 if(条件, a, b)'],
  [/^an array has at most four indices$/, '数组最多四个下标'],
  // units
  [/^cannot (add|subtract): (.+) and (.+) measure different quantities$/, '不能相加减：$2 与 $3 是不同的量'],
  [/^cannot (add|subtract): (.+)$/, '不能相加减：$2'],
  [/^(.+) and (.+) measure different quantities$/, '$1 与 $2 是不同的量'],
  [/^the result should be in (.+?): (.+)$/, '结果的单位应为 $1：$2'],
  [/^(.+) takes a number without unit, this is in (.+)$/, '$1 的自变量应无单位，这里是 $2'],
  [/^a number without unit is needed here, this is in (.+)$/, '这里需要无单位的数，现在是 $1'],
  [/^a quantity in (.+) is raised to whole powers only, written as a number$/, '$1 的量只能乘方到写明的整数次'],
  [/^two temperatures \((.+), (.+)\) have no sum; a difference in K or Δ°C can be added$/, '两个温度（$1、$2）不能相加；可以加上以 K 或 Δ°C 表示的温差'],
  [/^K beside °C may be a temperature or a difference.*$/, '与 °C 并列的 K 可能是温度也可能是温差：温差请写 Δ°C，或两个温度用同一单位'],
  [/^a temperature in (.+) cannot be subtracted from a difference$/, '温差不能减去温度（$1）'],
  [/^temperatures in (.+) have a mean but no sum$/, '以 $1 表示的温度有平均值，没有和'],
  // values
  [/^"(.+)" has no value here$/, '“$1”在这里没有值'],
  [/^"(.+)" is an input and cannot be a result$/, '“$1”是输入量，不能又是结果'],
  [/^"(.+)" should be a number, it is an array$/, '“$1”应是一个数，现在是数组'],
  [/^"(.+)" should be a number, it is a condition$/, '“$1”应是一个数，现在是条件'],
  [/^"(.+)" has no finite value at these estimates$/, '按现在的估计值，“$1”没有有限的值'],
  [/^"(.+)" has no finite derivative by "(.+)" at these estimates$/, '按现在的估计值，“$1”对“$2”没有有限的导数'],
  [/^round and floor have no derivative: leave rounding out of the model$/, 'round 与 floor 没有导数：模型里不要修约'],
  [/^the model takes more than (\d+) operations$/, '模型超过 $1 步运算'],
  [/^(.+) takes numbers, this is an array$/, '$1 的自变量应是数，这里是数组'],
  [/^(.+) takes numbers, this is a condition$/, '$1 的自变量应是数，这里是条件'],
  [/^only an array has items$/, '只有数组才有各项'],
  [/^an index is a number without unit$/, '下标是无单位的数'],
  [/^this index is not known beforehand$/, '下标须事先确定'],
  [/^the array has items 1 to (\d+), there is no item (.+)$/, '数组有第 1 至 $1 项，没有第 $2 项'],
  [/^the table "(.+)" is not supplied here$/, '这里没有表“$1”'],
  [/^a condition is needed here, such as x <= 5\[g\]$/, '这里需要条件，如 x <= 5[g]'],
  [/^(.+) of an empty array$/, '空数组没有 $1'],
  [/^an experimental standard deviation needs at least two readings$/, '实验标准偏差至少需要两个读数'],
  [/^readings are numbers, this is a condition$/, '读数是数，这里是条件'],
  [/^interpolate needs two arrays of one length, at least two points$/, '插值需要两个等长的数组，至少两点'],
  [/^the first array of interpolate must rise$/, '插值的第一个数组须递增'],
  [/^the value lies outside the table$/, '值在表的范围之外'],
  [/^both values of a condition are numbers, or both conditions, or both arrays$/, '条件的两个值须同为数、条件或数组'],
  [/^both arrays of a condition have the same length$/, '条件的两个数组须等长'],
  // inputs and correlations
  [/^the input "(.+)" is given twice$/, '输入量“$1”给了两次'],
  [/^"(.+)" and "(.+)" have one identity "(.+)" but not one estimate, uncertainty and unit$/, '“$1”与“$2”是同一个量“$3”，但估计值、不确定度或单位不同'],
  [/^"(.+)" and "(.+)" are one quantity, their correlation is not stated$/, '“$1”与“$2”是同一个量，不另给相关系数'],
  [/^the correlation of "(.+)" and "(.+)" is given twice$/, '“$1”与“$2”的相关系数给了两次'],
  [/^the correlation of "(.+)" and "(.+)" is (.+); it lies between -1 and 1$/, '“$1”与“$2”的相关系数是 $3，应在 −1 与 1 之间'],
  [/^the correlations of (.+) cannot hold together: the smallest eigenvalue of their matrix is (.+), it may not be negative$/, '$1 的相关系数不能同时成立：相关矩阵的最小特征值为 $2，不得为负'],
  [/^"(.+)" and "(.+)" were read together and need equally many readings$/, '“$1”与“$2”是同时读的，读数个数应相同'],
  [/^a budget has at most (\d+) inputs$/, '最多 $1 个输入量'],
  // notes of a budget
  [/^first order sees no influence of (.+) here; where the model is curved, second-order terms count \(GUM 5\.1\.2 note\)$/, '一阶看不到 $1 在此处的影响；模型弯曲处应计二阶项（GUM 5.1.2 注）'],
  [/^(.+) correlate with different degrees of freedom, which Welch–Satterthwaite does not cover: the smallest is used$/, '$1 相关而自由度不同，韦尔奇–萨特思韦特公式不适用：取最小的'],
  [/^readings up to (\d+) apart correlate: (\d+) of them count as (.+) independent ones$/, '相隔 $1 个以内的读数相关：$2 个读数相当于 $3 个独立读数'],
  [/^all readings are equal: what scatters hides below the last digit$/, '读数全部相同：分散小于末位'],
]

/** The sentence in both languages. */
export function inBoth(english: string): Pair {
  for (const [pattern, chinese] of RULES) if (pattern.test(english)) return [english.replace(pattern, chinese), english]
  return [english, english]
}
