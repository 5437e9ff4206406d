// Scanning with the camera, and from a photograph where the camera is refused. Not there at all where the browser cannot read QR codes.
import { Button } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { backCamera, qrReader, stopCamera, type QrReader } from './camera.ts'
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import './CameraScan.css'

const words = dictionary({
  start: ['用相机扫码', 'Scan with the camera'],
  stop: ['关闭相机', 'Stop the camera'],
  picture: ['对准二维码', 'Point at the QR code'],
  refused: ['相机没有打开：未获许可，或没有可用的相机。可以拍照识别，或手工输入。', 'The camera did not open: no permission or no camera. Use a photograph, or type the code.'],
  photo: ['拍照识别', 'Read a photograph'],
  none: ['照片里没有找到二维码，请靠近些再拍，或手工输入。', 'No QR code was found in the photograph; take it from nearer, or type the code.'],
})
const EVERY_MS = 250
/** The same code is not taken twice while it stays in view. */
const AGAIN_MS = 3_000

export function CameraScan({ onCode }: { readonly onCode: (code: string) => void }) {
  const t = useWords(words)
  const [reader, setReader] = useState<QrReader>()
  const [isOn, setOn] = useState(false)
  const [said, setSaid] = useState<'refused' | 'none'>()
  useEffect(() => {
    let isHere = true
    void qrReader().then((found) => { if (isHere) setReader(found) })
    return () => { isHere = false }
  }, [])
  if (!reader) return null
  return (
    <div className="camera">
      <div className="row">
        <Button icon={<Icon name="scan" />} aria-expanded={isOn} onClick={() => { setSaid(undefined); setOn(!isOn) }}>{isOn ? t.stop : t.start}</Button>
        {said !== undefined && <PhotoScan reader={reader} onCode={onCode} onNone={() => setSaid('none')} />}
      </div>
      {isOn && <Viewfinder reader={reader} onCode={onCode} onRefused={() => { setOn(false); setSaid('refused') }} />}
      {said !== undefined && <output>{t[said]}</output>}
    </div>
  )
}

type ViewProps = { readonly reader: QrReader; readonly onCode: (code: string) => void; readonly onRefused: () => void }

function Viewfinder({ reader, onCode, onRefused }: ViewProps) {
  const t = useWords(words)
  const video = useRef<HTMLVideoElement>(null)
  const current = useRef({ onCode, onRefused })
  useEffect(() => {
    current.current = { onCode, onRefused }
  })
  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let isHere = true
    let last = { code: '', at_ms: 0 }
    const look = async () => {
      const picture = video.current
      const code = picture && picture.readyState >= picture.HAVE_CURRENT_DATA ? await reader.read(picture).catch(() => undefined) : undefined
      const now_ms = performance.now()
      if (!isHere) return
      if (code !== undefined && (code !== last.code || now_ms - last.at_ms > AGAIN_MS)) current.current.onCode(code)
      if (code !== undefined) last = { code, at_ms: now_ms }
      timer = setTimeout(() => void look(), EVERY_MS)
    }
    void backCamera().then((found) => {
      if (!found) return isHere && current.current.onRefused()
      stream = found
      if (!isHere || !video.current) return stopCamera(found)
      video.current.srcObject = found
      return look()
    })
    return () => {
      isHere = false
      clearTimeout(timer)
      if (stream) stopCamera(stream)
    }
  }, [reader])
  return <video className="camera-picture" ref={video} aria-label={t.picture} autoPlay muted playsInline />
}

type PhotoProps = { readonly reader: QrReader; readonly onCode: (code: string) => void; readonly onNone: () => void }

function PhotoScan({ reader, onCode, onNone }: PhotoProps) {
  const t = useWords(words)
  const id = useId()
  const take = async (file: File | undefined) => {
    if (!file) return
    const picture = await createImageBitmap(file).catch(() => undefined)
    const code = picture && await reader.read(picture).catch(() => undefined)
    picture?.close()
    if (code === undefined) onNone()
    else onCode(code)
  }
  return (
    <label className="camera-photo" htmlFor={id}>{t.photo}
      <input id={id} type="file" accept="image/*" capture="environment" onChange={(event) => {
        void take(event.target.files?.[0])
        event.target.value = ''
      }} />
    </label>
  )
}
