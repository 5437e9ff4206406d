// A quantity typed by hand, kept as decimal text from keyboard to certificate: never a number input, which drops trailing zeros. Reads
// full-width digits, refuses the comma, converts a known unit and shows both, asks beyond the range and refuses the impossible. Absent:
// rounding (`echo` is the caller's).
import { Button } from 'antd'
import { useState } from 'react'
import type { FieldInput } from './Form.tsx'
import { dictionary, useWords } from './i18n.ts'
import { compareDecimal, readQuantity, shiftPoint, type FieldUnit } from './quantity-text.ts'
import { withUnit } from './numbers.ts'
import './Field.css'

const words = dictionary({
  comma: ['请用小数点，不用逗号', 'Use a point, not a comma'],
  notNumber: ['应为数字，如 12.30', 'A number is needed, such as 12.30'],
  unit: ['“{about}”不是这里可用的单位', '"{about}" is not a unit of this field'],
  tooLong: ['数字过长', 'Too long'],
  converted: ['已换算为 {value}，请确认', 'Converted to {value}; confirm'],
  beyond: ['超出量程 {limit}，仍要记录？', 'Beyond the range of {limit}; record it anyway?'],
  yes: ['仍要记录', 'Record it'],
  below: ['不能小于 {limit}', 'Cannot be below {limit}'],
  prints: ['将印作 {value}', 'Will print as {value}'],
  unitOf: ['{name}，单位 {unit}', '{name}, unit {unit}'],
  chooseUnit: ['单位', 'Unit'],
})

export type QuantityFieldProps = {
  /** The word the screen reader joins with the unit: `10 kg 示值`. */
  readonly name: string
  /** Decimal text in the first unit, '' when empty. */
  readonly value: string
  readonly onChange: (text: string) => void
  /** The first is the field's own; the others are understood, and offered where `offerUnits`. */
  readonly units: readonly FieldUnit[]
  readonly offerUnits?: boolean
  /** Beyond is a question. */
  readonly most?: string
  /** Below is refused: what cannot be. */
  readonly least?: string
  /** How the value will print; rounding is the caller's. */
  readonly echo?: (text: string) => string
  readonly input?: FieldInput
}

export function QuantityField({ name, value, onChange, units, offerUnits = false, most, least, echo, input }: QuantityFieldProps) {
  const t = useWords(words)
  const [typed, setTyped] = useState<string>()
  const [shownUnit, setShownUnit] = useState(units[0])
  const [accepted, setAccepted] = useState('')
  const own = units[0]?.symbol ?? ''
  const inShown = value === '' || !shownUnit ? value : shiftPoint(value, -shownUnit.exponent)
  const shiftedUnits = units.map((unit) => ({ symbol: unit.symbol, exponent: unit.exponent - (shownUnit?.exponent ?? 0) }))
  const ordered = [
    ...shiftedUnits.filter(({ symbol }) => symbol === shownUnit?.symbol),
    ...shiftedUnits.filter(({ symbol }) => symbol !== shownUnit?.symbol),
  ]
  const text = typed ?? inShown
  const reading = text.trim() === '' ? undefined : readQuantity(text, ordered)
  const isLow = reading?.ok && least !== undefined && compareDecimal(value || '0', least) < 0
  const isHigh = reading?.ok && most !== undefined && value !== '' && compareDecimal(value, most) > 0 && accepted !== value
  const refusal =
    reading && !reading.ok ? refusalWords(t, reading.because, reading.about) : isLow ? t.below({ limit: withUnit(least, own) }) : undefined
  const change = (next: string) => {
    setTyped(next)
    const read = next.trim() === '' ? undefined : readQuantity(next, ordered)
    if (!read) onChange('')
    else if (read.ok) onChange(shiftPoint(read.text, shownUnit?.exponent ?? 0))
  }
  const described = input?.['aria-describedby']
  return (
    <div>
      <span className="quantity">
        <input
          id={input?.id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          value={text}
          aria-label={t.unitOf({ name, unit: shownUnit?.symbol ?? '' })}
          aria-describedby={described}
          aria-invalid={refusal !== undefined || input?.['aria-invalid'] || undefined}
          onChange={(event) => change(event.target.value)}
          onBlur={() => reading?.ok !== false && setTyped(undefined)}
        />
        {offerUnits && units.length > 1 ? (
          <select
            className="quantity-unit"
            aria-label={`${name} ${t.chooseUnit}`}
            value={shownUnit?.symbol}
            onChange={(event) => setShownUnit(units.find(({ symbol }) => symbol === event.target.value))}
          >
            {units.map(({ symbol }) => (
              <option key={symbol} value={symbol}>
                {symbol}
              </option>
            ))}
          </select>
        ) : (
          <span className="quantity-unit">{own}</span>
        )}
      </span>
      <div aria-live="polite">
        {refusal !== undefined && <span className="field-error">{refusal}</span>}
        {reading?.ok && reading.converted && <div className="quantity-echo">{t.converted({ value: withUnit(value, own) })}</div>}
        {isHigh && (
          <div className="quantity-ask">
            {t.beyond({ limit: withUnit(most, own) })}
            <Button onClick={() => setAccepted(value)}>{t.yes}</Button>
          </div>
        )}
        {echo && reading?.ok && value !== '' && <div className="quantity-echo">{t.prints({ value: withUnit(echo(value), own) })}</div>}
      </div>
    </div>
  )
}

type T = (typeof words)['zh-CN']

function refusalWords(t: T, because: 'comma' | 'notNumber' | 'unit' | 'tooLong', about: string): string {
  return because === 'unit' ? t.unit({ about: about.slice(0, 12) }) : t[because]
}
