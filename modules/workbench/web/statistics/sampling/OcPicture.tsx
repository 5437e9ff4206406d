// The operating characteristic with the two points to take hold of: by the mouse, a finger or the arrow keys. Where the plan is found for
// them, the plan follows; where it is given, the points slide along the curve.
import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { roomFor, scaled, type Axis } from '../axis.ts'
import { LevelAxis, UprightAxis } from '../Axes.tsx'
import { Picture } from '../Picture.tsx'
import { percentNeat } from '../shown.ts'
import type { Design } from './design.ts'
import { planText } from './plan-text.ts'
import type { SamplingBody } from '../../../sampling-body.ts'
import { samplingWords } from './sampling-words.ts'

type Props = { readonly body: SamplingBody; readonly design: Design; readonly isStale: boolean; readonly change: (body: SamplingBody, group?: string) => void }
const HEIGHT = 380
const TOP = 26
const BASE = HEIGHT - 42

export function OcPicture({ body, design, isStale, change }: Props) {
  const t = useWords(samplingWords)
  const english = useLanguage() === 'en'
  // The axis stays while a point is held, or it would run away from the hand.
  const [held, setHeld] = useState<number>()
  const { curve, points, atP1, atP2 } = design
  const isFree = body.way !== 'meters'
  const isSought = body.way === 'points' || (body.way === 'variables' && body.variables.from === 'points')
  const most = held ?? curve.at(-1)?.p ?? 1
  const move = (which: 'first' | 'second', p: number, accepted: number) => change({ ...body, points: moved(body.points, which, p, isSought ? accepted : undefined, most) }, `${which} point`)
  const typedShare = (text: string, fallback: number) => { const value = Number(text) / 100; return value > 0 && value < 1 ? value : fallback }
  const [p1, p2] = isFree ? [typedShare(body.points.p1, points.p1), typedShare(body.points.p2, points.p2)] : [points.p1, points.p2]
  const [y1, y2] = isSought ? [1 - typedShare(body.points.alpha, points.alpha), typedShare(body.points.beta, points.beta)] : [atP1, atP2]
  const sentence = t.curveSays({ plan: planText(design, t), p1: percentNeat(points.p1), a1: percentNeat(atP1), p2: percentNeat(points.p2), a2: percentNeat(atP2) })
  return (
    <Picture live sentence={sentence} height={HEIGHT} caption={isFree ? t.curveHint : t.curveHintFixed}>
      {(width) => {
        const upright = scaled(0, 1, { from: BASE, to: TOP, about: 5 })
        const left = roomFor(upright) + 6
        const level = scaled(0, most * 100, { from: left, to: width - 18, about: Math.max(4, Math.floor(width / 90)) })
        const x = (p: number) => level.at(p * 100)
        const hold = { axis: level, upright, onHold: (isHeld: boolean) => setHeld(isHeld ? most : undefined), isFree, isSought }
        return (
          <>
            <g aria-hidden="true">
              <rect className="st-oc-good" x={left} width={Math.max(0, x(p1) - left)} y={TOP} height={BASE - TOP} />
              <rect className="st-oc-bad" x={x(p2)} width={Math.max(0, width - 18 - x(p2))} y={TOP} height={BASE - TOP} />
              <UprightAxis axis={upright} left={left} right={width - 18} name={t.accepted} />
              <LevelAxis axis={level} base={BASE} name={`${t.quality} / %`} end={width - 18} />
              <polyline className={isStale ? 'st-curve st-curve-stale' : 'st-curve'} points={curve.filter(({ p }) => p <= most * 1.0001).map(({ p, accepted }) => `${x(p).toFixed(1)},${upright.at(accepted).toFixed(1)}`).join(' ')} />
            </g>
            <Handle {...hold} which="first" p={p1} accepted={y1} name={t.producerPoint} onMove={move} english={english} />
            <Handle {...hold} which="second" p={p2} accepted={y2} name={t.consumerPoint} onMove={move} english={english} />
          </>
        )
      }}
    </Picture>
  )
}

type HandleProps = {
  readonly which: 'first' | 'second'
  readonly p: number
  readonly accepted: number
  readonly name: string
  readonly axis: Axis
  readonly upright: Axis
  readonly isFree: boolean
  readonly isSought: boolean
  readonly english: boolean
  readonly onHold: (isHeld: boolean) => void
  readonly onMove: (which: 'first' | 'second', p: number, accepted: number) => void
}

function Handle({ which, p, accepted, name, axis, upright, isFree, isSought, english, onHold, onMove }: HandleProps) {
  const [x, y] = [axis.at(p * 100), upright.at(accepted)]
  const step = stepOf(axis.high) / 100
  const text = `${percentNeat(p)}, ${percentNeat(accepted)}`
  const onPointerMove = (event: PointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect()
    if (box) onMove(which, axis.of(event.clientX - box.left) / 100, upright.of(event.clientY - box.top))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, 0.005], ArrowDown: [0, -0.005] }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onMove(which, p + (by[0] ?? 0), accepted + (by[1] ?? 0))
  }
  const label = `${which === 'first' ? 'p₁' : 'p₂'} = ${percentNeat(p)} → ${percentNeat(accepted)}`
  const isFar = x > axis.at(axis.high) - 150
  const live = isFree ? {
    role: 'slider', tabIndex: 0, 'aria-label': name, 'aria-valuenow': Number((p * 100).toPrecision(4)), 'aria-valuemin': 0, 'aria-valuemax': Number(axis.high.toPrecision(4)), 'aria-valuetext': `${text} ${english ? 'accepted' : '接受'}`,
    onKeyDown, onPointerMove,
    onPointerDown: (event: PointerEvent<SVGGElement>) => { event.currentTarget.setPointerCapture(event.pointerId); onHold(true) },
    onPointerUp: () => onHold(false), onPointerCancel: () => onHold(false),
  } : { role: 'img', 'aria-label': `${name} ${text}` }
  return (
    <g className={isFree ? `st-handle st-handle-${which}${isSought ? '' : ' st-handle-level'}` : `st-handle-fixed st-handle-${which}`} {...live}>
      <circle className="st-handle-room" cx={x} cy={y} r="20" />
      {which === 'first' ? <circle className="st-handle-mark" cx={x} cy={y} r="7" /> : <rect className="st-handle-mark" x={x - 6.5} y={y - 6.5} width="13" height="13" />}
      <text x={isFar ? x - 13 : x + 13} y={y - 11} textAnchor={isFar ? 'end' : 'start'} aria-hidden="true">{label}</text>
    </g>
  )
}

/** A step a hand can follow and a person would write. */
function stepOf(most_percent: number): number {
  const rough = most_percent / 200
  const power = 10 ** Math.floor(Math.log10(rough))
  return [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? rough
}

const RISK_STEP = 0.5

/** The points with one moved: kept apart, written as a person would. */
function moved(points: SamplingBody['points'], which: 'first' | 'second', p: number, accepted: number | undefined, most: number): SamplingBody['points'] {
  const step = stepOf(most * 100)
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)))
  const other = Number(which === 'first' ? points.p2 : points.p1)
  const snapped = Math.round((p * 100) / step) * step
  const share = which === 'first' ? Math.min(Math.max(step, snapped), other - step) : Math.max(Math.min(99, snapped), other + step)
  const risk = accepted === undefined ? undefined : Math.min(49.5, Math.max(RISK_STEP, Math.round(((which === 'first' ? 1 - accepted : accepted) * 100) / RISK_STEP) * RISK_STEP))
  const text = String(Number(share.toFixed(decimals)))
  const riskText = risk === undefined ? undefined : String(risk)
  return which === 'first' ? { ...points, p1: text, alpha: riskText ?? points.alpha } : { ...points, p2: text, beta: riskText ?? points.beta }
}
