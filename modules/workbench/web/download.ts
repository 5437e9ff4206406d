// Hands a file made in this browser to the person.

export function saveFile(name: string, type: string, content: Uint8Array | string): void {
  // A Uint8Array is a BlobPart; the DOM's types lag behind on the buffer beneath it.
  const blob = new Blob([content as BlobPart], { type })
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** A name a file system takes: letters, digits and dashes of what was typed. */
export const fileName = (title: string, extension: string): string => `${title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60) || 'uncertainty'}.${extension}`
