// Photographs of an item as it came in: seen by laboratory and owner, added by reception. The server looks at the bytes, not the name.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { upload } from '#ui/api.ts'
import { Attachments } from '#ui/Attachments.tsx'
import { showInstant } from '#ui/dates.ts'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { deskWords } from './desk-words.ts'
import type { Item } from './item-query.ts'

const rules = { endings: ['jpg', 'jpeg', 'png'], mostFiles: 10, most_bytes: 10_000_000 } as const

export function PhotosPanel({ item }: { readonly item: Item }) {
  const t = useWords(deskWords)
  const mayAdd = (roleNames(useSession()) ?? []).some((role) => role === 'reception' || role === 'verifier')
  const addressOf = (sha256: string) => `/api/laboratory/items/${item.id}/files/${sha256}`
  return (
    <Panel title={t.photos}>
      <div className="desk-slips">
        {item.files.map((file) => (file.media_type.startsWith('image/')
          ? <a key={file.sha256} href={addressOf(file.sha256)} data-native target="_blank" rel="noreferrer"><img className="desk-photo" src={addressOf(file.sha256)} alt={t.photoOf({ at: showInstant(file.at) })} loading="lazy" /></a>
          : <a key={file.sha256} href={addressOf(file.sha256)} data-native>{t.paperOf({ at: showInstant(file.at) })}</a>))}
      </div>
      {mayAdd && <AddPhotos itemId={item.id} />}
    </Panel>
  )
}

function AddPhotos({ itemId }: { readonly itemId: number }) {
  const t = useWords(deskWords)
  const queries = useQueryClient()
  const sending = useSending()
  const [files, setFiles] = useState<readonly File[]>([])
  const send = async () => {
    await sending.send(async () => {
      for (const file of files) await upload(`/api/laboratory/items/${itemId}/files?purpose=reception`, file, () => undefined)
      setFiles([])
    })
    await queries.invalidateQueries({ queryKey: ['laboratory', 'item', String(itemId)] })
  }
  return (
    <>
      {sending.error !== undefined && <Refusal error={sending.error} />}
      <Attachments label={t.addPhotos} rules={rules} files={files} onFiles={setFiles} camera />
      {files.length > 0 && <Button loading={sending.isSending} onClick={() => void send()}>{t.sendPhotos({ n: files.length })}</Button>}
    </>
  )
}
