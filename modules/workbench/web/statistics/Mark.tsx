// A point of a picture: its shape says what its colour says.

export type MarkKind = 'plain' | 'ok' | 'warn' | 'bad'
type Props = { readonly x: number; readonly y: number; readonly kind: MarkKind; readonly hollow?: boolean; readonly size?: number }

export function Mark({ x, y, kind, hollow = false, size = 5 }: Props) {
  const name = `st-mark st-mark-${kind}${hollow ? ' st-mark-hollow' : ''}`
  if (kind === 'bad') return <path className={name} d={`M${x - size} ${y - size}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`} />
  if (kind === 'warn') return <path className={name} d={`M${x} ${y - size - 1}l${size + 1} ${2 * size}h${-2 * (size + 1)}Z`} />
  return <circle className={name} cx={x} cy={y} r={size} />
}
