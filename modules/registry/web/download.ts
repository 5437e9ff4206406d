// Saves an answer of the server as a file under the name the server gave it.
import { apiFetch } from '#ui/api.ts'
import { saveBlob } from '#ui/save-file.ts'

export async function download(path: string, init: RequestInit = {}): Promise<void> {
  const response = await apiFetch(path, init)
  const name = /filename\*=UTF-8''([^;]{1,400})/.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  saveBlob(name === undefined ? 'download' : decodeURIComponent(name), await response.blob())
}
