// Readings as dots on a line with their mean and ±s, so that one that does not belong is seen.
import { useWords } from '#ui/i18n.ts'
import { significant } from '../printed.ts'
import { inputWords } from './input-words.ts'

const WIDTH = 360
const MOST = 400

export function ReadingsPlot({ readings }: { readonly readings: readonly number[] }) {
  const t = useWords(inputWords)
  const shown = readings.slice(0, MOST)
  if (shown.length < 2) return null
  const [low, high] = [Math.min(...shown), Math.max(...shown)]
  const mean = shown.reduce((sum, x) => sum + (x - low), 0) / shown.length + low
  const s = Math.sqrt(shown.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (shown.length - 1))
  const span = high - low || Math.abs(high) || 1
  const x = (value: number) => 10 + ((value - low) / span) * (WIDTH - 20)
  // Equal readings are stacked.
  const seen = new Map<string, number>()
  const dots = shown.map((value, index) => {
    const column = x(value).toFixed(0)
    const n = seen.get(column) ?? 0
    seen.set(column, n + 1)
    return { index, value, y: 30 - Math.min(n, 5) * 5 }
  })
  return (
    <svg className="wb-dots" viewBox={`0 0 ${WIDTH} 44`} role="img" aria-label={t.dots({ n: readings.length, low: significant(low, 8), high: significant(high, 8), mean: significant(mean, 8) })}>
      <rect className="wb-dots-band" x={Math.max(0, x(mean - s))} width={Math.min(WIDTH, x(mean + s)) - Math.max(0, x(mean - s))} y="6" height="30" />
      <line className="wb-dots-base" x1="4" x2={WIDTH - 4} y1="36" y2="36" />
      <line className="wb-dots-mean" x1={x(mean)} x2={x(mean)} y1="4" y2="40" />
      {dots.map(({ index, value, y }) => <circle key={index} cx={x(value)} cy={y} r="3"><title>{`${index + 1}: ${value}`}</title></circle>)}
    </svg>
  )
}
