// Files made in this browser, handed to the person under the name of what they hold.
import { saveBlob } from '#ui/save-file.ts'

type Kind = 'json' | 'csv' | 'xlsx' | 'xml'
const TYPES: Readonly<Record<Kind, string>> = {
  json: 'application/json', csv: 'text/csv;charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', xml: 'application/xml',
}

/** The name is one a file system takes: letters and digits of the title, dashes between. */
export function saveFile(title: string, kind: Kind, content: Uint8Array | string): void {
  const name = title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60) || 'uncertainty'
  // A Uint8Array is a BlobPart; the DOM's types lag behind on the buffer beneath it.
  saveBlob(`${name}.${kind}`, new Blob([content as BlobPart], { type: TYPES[kind] }))
}

/** To be opened again as it is. */
export const saveJson = (title: string, body: unknown): void => saveFile(title, 'json', `${JSON.stringify(body, null, 2)}\n`)
