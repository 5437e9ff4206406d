// A picture drawn as wide as its place: words keep their size on a phone and on a wide screen. The sentence says the same; a table with the
// numbers stands beside it.
import { useCallback, useState, type ReactNode } from 'react'
import { useSeriesColours } from '../series-colours.ts'

type Props = {
  readonly sentence: string
  readonly height: number
  readonly caption?: ReactNode
  /** Something in it can be moved: it is not hidden from readers then. */
  readonly live?: boolean
  readonly children: (width: number) => ReactNode
}
const LEAST = 280

export function Picture({ sentence, height, caption, live = false, children }: Props) {
  const [width, setWidth] = useState(640)
  const colours = useSeriesColours()
  const box = useCallback((element: HTMLElement | null) => {
    colours(element)
    if (element === null) return
    const measure = () => setWidth(Math.max(LEAST, Math.floor(element.clientWidth)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [colours])
  return (
    <figure className="st-picture" ref={box} aria-label={sentence}>
      <svg viewBox={`0 0 ${width} ${height}`} height={height} aria-hidden={live ? undefined : true}>{children(width)}</svg>
      {caption !== undefined && <figcaption className="caption">{caption}</figcaption>}
    </figure>
  )
}
