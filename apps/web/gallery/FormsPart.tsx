// A form with every kind of field, problems in summary and place, typed confirmation, attachments, scanning.
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Attachments } from '#ui/Attachments.tsx'
import { ConfirmTyped } from '#ui/ConfirmTyped.tsx'
import { DateField } from '#ui/DateField.tsx'
import { Field, FieldGroup, Form } from '#ui/Form.tsx'
import { useDraft, useSending } from '#ui/form.ts'
import { dictionary, useWords } from '#ui/i18n.ts'
import { Columns, Panel } from '#ui/Page.tsx'
import { QuantityField } from '#ui/QuantityField.tsx'
import { Scan } from '#ui/Scan.tsx'
import { Segments } from '#ui/Switches.tsx'
import { toast } from '#ui/toasts.ts'

const words = dictionary({
  title: ['登记器具', 'Register an instrument'],
  serial: ['出厂编号', 'Serial number'],
  serialHint: ['铭牌上的编号，照抄', 'As on the name plate'],
  serialMissing: ['请填写出厂编号', 'Enter the serial number'],
  kind: ['种类', 'Kind'],
  scale: ['电子计价秤', 'Price-computing scale'],
  gauge: ['压力表', 'Pressure gauge'],
  range: ['最大秤量', 'Maximum capacity'],
  rangeHint: ['0.5 kg 至 30 kg', '0.5 kg to 30 kg'],
  rangeMissing: ['请填写最大秤量', 'Enter the maximum capacity'],
  bought: ['启用日期', 'In use since'],
  use: ['用途', 'Use'],
  trade: ['贸易结算', 'Trade'],
  health: ['医疗卫生', 'Health'],
  other: ['其他', 'Other'],
  note: ['备注', 'Remarks'],
  submit: ['登记 1 台件', 'Register 1 item'],
  done: ['已登记 2219', '2219 registered'],
  photos: ['铭牌照片', 'Photos of the name plate'],
  danger: ['不可撤回的操作', 'Acts that cannot be taken back'],
  recall: ['执行召回', 'Run the recall'],
  touches: ['将撤销 1204 份证书', 'Revokes 1204 certificates'],
  letters: ['通知 311 家单位', 'Notifies 311 owners'],
  scan: ['扫码收样', 'Scan to receive'],
  known: ['已知：电子计价秤 ACS-30', 'Known: price-computing scale ACS-30'],
  unknown: ['没有登记过，可现场登记', 'Not registered yet; register it here'],
  wrong: ['这一件已经收过了', 'This item was received already'],
})

export function FormsPart() {
  const t = useWords(words)
  return (
    <Columns
      main={
        <Panel title={t.title}>
          <RegisterForm />
        </Panel>
      }
      side={
        <>
          <Panel title={t.scan}>
            <ScanSample />
          </Panel>
          <Panel title={t.danger}>
            <Danger />
          </Panel>
        </>
      }
    />
  )
}

function RegisterForm() {
  const t = useWords(words)
  const draft = useDraft('gallery', { serial: '', kind: 'scale', range: '', since: '', use: 'trade', note: '' })
  const sending = useSending()
  const [files, setFiles] = useState<readonly File[]>([])
  const { value, set } = draft
  const submit = () => {
    const problems = [
      ...(value.serial === '' ? [{ field: 'serial', message: t.serialMissing }] : []),
      ...(value.range === '' ? [{ field: 'range', message: t.rangeMissing }] : []),
    ]
    sending.setProblems(problems)
    if (problems.length > 0) return
    draft.forget()
    toast(t.done)
  }
  return (
    <Form label={t.title} submit={t.submit} sending={sending} onSubmit={submit} keptAt={draft.keptAt}>
      <Field name="serial" label={t.serial} hint={t.serialHint}>
        {(input) => <Input {...input} value={value.serial} onChange={(event) => set('serial', event.target.value)} />}
      </Field>
      <Field name="kind" label={t.kind}>
        {(input) => (
          <Select
            {...input}
            value={value.kind}
            onChange={(kind) => set('kind', kind)}
            options={[
              { value: 'scale', label: t.scale },
              { value: 'gauge', label: t.gauge },
            ]}
          />
        )}
      </Field>
      <Field name="range" label={t.range} hint={t.rangeHint}>
        {(input) => (
          <QuantityField
            input={input}
            name={t.range}
            value={value.range}
            onChange={(text) => set('range', text)}
            units={[
              { symbol: 'kg', exponent: 0 },
              { symbol: 'g', exponent: -3 },
            ]}
            offerUnits
            most="30"
            least="0"
          />
        )}
      </Field>
      <Field name="since" label={t.bought} optional>
        {(input) => <DateField input={input} value={value.since} onChange={(day) => set('since', day)} markOf={markOf} />}
      </Field>
      <FieldGroup name="use" label={t.use}>
        <div>
          <Segments
            label={t.use}
            value={value.use}
            onChange={(use) => set('use', use)}
            choices={[
              { value: 'trade', label: t.trade },
              { value: 'health', label: t.health },
              { value: 'other', label: t.other },
            ]}
          />
        </div>
      </FieldGroup>
      <Field name="note" label={t.note} optional>
        {(input) => <Input.TextArea {...input} rows={2} value={value.note} onChange={(event) => set('note', event.target.value)} />}
      </Field>
      <Attachments
        label={t.photos}
        files={files}
        onFiles={setFiles}
        rules={{ endings: ['jpg', 'png', 'pdf'], mostFiles: 3, most_bytes: 10_000_000 }}
      />
    </Form>
  )
}

const markOf = (day: string) => (day >= '2026-10-01' && day <= '2026-10-07' ? 'off' : day === '2026-10-10' ? 'work' : undefined)

function Danger() {
  const t = useWords(words)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t.recall}
      </Button>
      <ConfirmTyped
        open={isOpen}
        act={t.recall}
        touches={[t.touches, t.letters]}
        code="1204"
        onClose={() => setOpen(false)}
        onConfirm={async () => toast(t.recall)}
      />
    </>
  )
}

function ScanSample() {
  const t = useWords(words)
  const [seen, setSeen] = useState<readonly string[]>([])
  return (
    <Scan label={t.scan} onScan={async (code) => {
      if (seen.includes(code)) return { tone: 'wrong', text: t.wrong }
      setSeen([...seen, code])
      return code.startsWith('3411') ? { tone: 'known', text: t.known } : { tone: 'unknown', text: t.unknown }
    }} />
  )
}
