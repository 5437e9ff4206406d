// Names under a row of things: level where they fit, else leaning, else every second or third.

type Room = { readonly height: number; readonly tilted: boolean }
const wide = (name: string): number => [...name].reduce((sum, character) => sum + (character > '\u2e80' ? 12.5 : 7), 0)
const cut = (name: string): string => ([...name].length > 14 ? `${[...name].slice(0, 13).join('')}…` : name)

export function nameRoom(names: readonly string[], width: number): Room {
  const longest = Math.max(...names.map((name) => wide(cut(name))), 0)
  const tilted = longest + 6 > width / Math.max(1, names.length)
  return { tilted, height: tilted ? Math.min(96, longest * 0.72 + 22) : 28 }
}

type Props = { readonly names: readonly string[]; readonly x: (index: number) => number; readonly base: number; readonly tilted: boolean }

export function LabNames({ names, x, base, tilted }: Props) {
  const gap = Math.abs(x(1) - x(0))
  const every = tilted ? Math.max(1, Math.ceil(13 / gap)) : 1
  return (
    <g className="st-axis">
      {names.map((name, i) => (i % every === 0 ? (
        <text key={name} x={x(i) + (tilted ? 4 : 0)} y={base + 17} textAnchor={tilted ? 'end' : 'middle'} transform={tilted ? `rotate(-42 ${x(i) + 4} ${base + 13})` : undefined}>{cut(name)}</text>
      ) : null))}
    </g>
  )
}
