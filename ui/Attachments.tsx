// Files chosen, dropped or photographed; each refusal names the file and the reason and keeps the others. Absent: sending them (the page
// uploads).
import { Button } from 'antd'
import { useId, useRef, useState } from 'react'
import { refusalOf, showBytes, type AttachmentRefusal, type AttachmentRules } from './attachment-rules.ts'
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import { Notice } from './Notice.tsx'
import './Field.css'

const words = dictionary({
  choose: ['选择文件', 'Choose files'],
  drop: ['或拖到这里。可用：{endings}；每个最多 {size}，最多 {n} 个', 'or drop them here. {endings}; at most {size} each, {n} {n|file|files}'],
  remove: ['移除 {name}', 'Remove {name}'],
  ending: ['文件类型不在可用范围', 'this type is not accepted'],
  double: ['文件名含可执行类型', 'the name hides a program type'],
  size: ['超过大小上限', 'too large'],
  empty: ['文件是空的', 'the file is empty'],
  count: ['超过个数上限', 'too many files'],
  name: ['文件名含不允许的字符或过长', 'the name has forbidden characters or is too long'],
  refused: ['没有添加“{name}”：', '"{name}" was not added: '],
})

type Props = {
  readonly label: string
  readonly rules: AttachmentRules
  readonly files: readonly File[]
  readonly onFiles: (files: readonly File[]) => void
  readonly camera?: boolean
}
type Refused = { readonly name: string; readonly because: AttachmentRefusal }

export function Attachments({ label, rules, files, onFiles, camera = false }: Props) {
  const t = useWords(words)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const [isOver, setOver] = useState(false)
  const add = (list: FileList | null) => {
    const taken = [...files]
    const bad: Refused[] = []
    for (const file of list ?? []) {
      const because = refusalOf(file, taken.length, rules)
      if (because === undefined) taken.push(file)
      else bad.push({ name: file.name, because })
    }
    setRefused(bad)
    if (taken.length !== files.length) onFiles(taken)
    if (input.current) input.current.value = ''
  }
  return (
    <section className="attachments" aria-label={label}>
      <span className="field-label" aria-hidden="true">
        {label}
      </span>
      <div
        className="attachments-drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add(event.dataTransfer.files)
        }}
      >
        <input
          ref={input}
          id={id}
          type="file"
          className="hidden"
          tabIndex={-1}
          aria-label={label}
          multiple={rules.mostFiles > 1}
          capture={camera ? 'environment' : undefined}
          accept={rules.endings.map((ending) => `.${ending}`).join(',')}
          onChange={(event) => add(event.target.files)}
        />
        <Button icon={<Icon name="upload" />} onClick={() => input.current?.click()}>
          {t.choose}
        </Button>
        <span className="muted">
          {t.drop({ endings: rules.endings.join('、'), size: showBytes(rules.most_bytes), n: rules.mostFiles })}
        </span>
      </div>
      {refused.length > 0 && (
        <Notice tone="bad" say="now">
          <ul>
            {refused.map(({ name, because }) => (
              <li key={name}>
                {t.refused({ name: name.slice(0, 60) })}
                {t[because]}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {files.length > 0 && (
        <ul className="attachments-list">
          {files.map((file, index) => (
            <li key={`${file.name} ${file.lastModified}`}>
              <Icon name="file" />
              <span>{file.name}</span>
              <span className="muted nowrap">{showBytes(file.size)}</span>
              <Button
                type="text"
                aria-label={t.remove({ name: file.name })}
                icon={<Icon name="bad" />}
                onClick={() => onFiles(files.filter((_, at) => at !== index))}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
