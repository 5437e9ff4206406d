// Every component in its states, one part at a time; gallery.test.ts walks through it in both languages and both themes.
import { Button } from 'antd'
import { Clock } from '#ui/Clock.tsx'
import { dictionary, useWords } from '#ui/i18n.ts'
import { useAddressValue } from '#ui/navigation.ts'
import { Page } from '#ui/Page.tsx'
import { Tabs } from '#ui/Tabs.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { BenchPart } from './BenchPart.tsx'
import { FormsPart } from './FormsPart.tsx'
import { OutputPart } from './OutputPart.tsx'
import { RegisterPart } from './RegisterPart.tsx'
import { WordsPart } from './WordsPart.tsx'

const words = dictionary({
  title: ['检定 JD-2026-004312 · 电子计价秤 ACS-30', 'Verification JD-2026-004312 · Price-computing scale ACS-30'],
  about: ['组件一览', 'All components'],
  badge: ['不合格（1 点超差）', 'Fails (1 point out)'],
  keep: ['暂存', 'Keep'],
  submit: ['提交核验', 'Send for second check'],
  parts: ['组件', 'Components'],
  bench: ['检定台', 'Bench'],
  register: ['台账', 'Register'],
  said: ['结论与说明', 'Verdicts and words'],
  forms: ['表单', 'Forms'],
  output: ['图表与打印', 'Charts and print'],
})
const parts = { bench: BenchPart, register: RegisterPart, words: WordsPart, forms: FormsPart, output: OutputPart } as const

export function GalleryPage() {
  const t = useWords(words)
  const [part, setPart] = useAddressValue('part', 'bench')
  const tabs = [
    { key: 'bench', title: t.bench },
    { key: 'register', title: t.register },
    { key: 'words', title: t.said },
    { key: 'forms', title: t.forms },
    { key: 'output', title: t.output },
  ] as const
  const Part = parts[tabs.find(({ key }) => key === part)?.key ?? 'bench']
  return (
    <Page
      title={t.title}
      about={t.about}
      badge={<VerdictBadge kind="bad">{t.badge}</VerdictBadge>}
      clock={<Clock due="2026-12-01" left={6} total={15} unit="day" />}
      actions={
        <>
          <Button>
            {t.keep} <kbd>Ctrl S</kbd>
          </Button>
          <Button type="primary">{t.submit}</Button>
        </>
      }
    >
      <Tabs label={t.parts} tabs={tabs} chosen={part} onChoose={setPart}>
        <Part />
      </Tabs>
    </Page>
  )
}
