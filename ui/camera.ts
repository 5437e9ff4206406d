// QR codes by the camera or from a photograph, where the browser reads them itself (BarcodeDetector of the Shape Detection API). Absent:
// a decoder of our own; where the browser has none, everything can be typed and wedge scanners work.

export type QrReader = { readonly read: (source: ImageBitmapSource) => Promise<string | undefined> }

type Detected = { readonly rawValue: string }
type Detector = { detect(source: ImageBitmapSource): Promise<readonly Detected[]> }
type DetectorClass = { new (options: { readonly formats: readonly string[] }): Detector; getSupportedFormats(): Promise<readonly string[]> }

/** The DOM types do not know it yet; what is there is asked for its parts. */
function detectorClass(): DetectorClass | undefined {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector')
  return typeof found === 'function' && 'getSupportedFormats' in found ? (found as unknown as DetectorClass) : undefined // as the API says
}

/** The browser's own reader, or undefined where it has none for QR codes. */
export async function qrReader(): Promise<QrReader | undefined> {
  const Class = detectorClass()
  if (!Class) return undefined
  try {
    if (!(await Class.getSupportedFormats()).includes('qr_code')) return undefined
    const detector = new Class({ formats: ['qr_code'] })
    return { read: async (source) => (await detector.detect(source)).find(({ rawValue }) => rawValue !== '')?.rawValue }
  } catch {
    return undefined // the class is there and its service is not, as on some desktops
  }
}

/** The camera that looks away from the person; refused without permission, without a camera, and without HTTPS. */
export async function backCamera(): Promise<MediaStream | undefined> {
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
  } catch {
    return undefined
  }
}

export const stopCamera = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop())
