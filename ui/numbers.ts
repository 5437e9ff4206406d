// How a decimal text is shown: real minus, plus for errors, thin spaces in long numbers, a narrow space before the unit. The digits are
// never changed: rounding lives in @duheng/quantity alone. Pure.

const minus = '\u2212'
const narrow = '\u202F'
const figure = '\u2007'

export type Sign = 'minus' | 'always'

export function showDecimal(text: string, sign: Sign = 'minus'): string {
  const parts = /^([+-]?)(\d+)(\.\d+)?$/.exec(text)
  if (!parts) return text
  const [, mark = '', whole = '', fraction = ''] = parts
  const isZero = /^0*$/.test(whole + fraction.slice(1))
  const shownSign = isZero ? '' : mark === '-' ? minus : sign === 'always' ? '+' : ''
  return shownSign + groupWhole(whole) + fraction
}

/** From five digits on, groups of three. */
function groupWhole(whole: string): string {
  return whole.length < 5 ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, narrow)
}

export function showCount(count: number): string {
  return groupWhole(String(Math.trunc(count)))
}

export function withUnit(number: string, unit: string): string {
  return unit === '' ? number : `${number}${narrow}${unit}`
}

/** Invisible figures that line up the decimal points of a column; shown through `::after`, so that they are not copied. */
export function figurePadding(text: string, decimals: number): string {
  const own = text.includes('.') ? text.length - text.indexOf('.') - 1 : -1
  return own >= decimals ? '' : (own < 0 ? '\u2008' : '') + figure.repeat(decimals - Math.max(own, 0))
}
