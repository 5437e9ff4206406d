// Saves an answer of the server as a file under the name the server gave it.
import { apiFetch } from '#ui/api.ts'

export async function download(path: string, init: RequestInit = {}): Promise<void> {
  const response = await apiFetch(path, init)
  const name = /filename\*=UTF-8''([^;]{1,400})/.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name === undefined ? 'download' : decodeURIComponent(name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
