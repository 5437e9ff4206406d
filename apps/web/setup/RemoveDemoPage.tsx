// Removing the demonstration: what goes and what stays, the word typed, and how far it is while there is no house to ask. Afterwards the
// empty house waits for its first administrator.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { act, get, nothing } from '#ui/api.ts'
import { ConfirmTyped } from '#ui/ConfirmTyped.tsx'
import { dictionary, useSay, useWords } from '#ui/i18n.ts'
import { Answer, Progress } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { showCount } from '#ui/numbers.ts'
import { Page, Panel } from '#ui/Page.tsx'
import { Problem } from '#ui/problem.ts'
import { useSession } from '#ui/session.ts'
import { readProgress, readRemoval, type Counts } from './removal.ts'

const words = dictionary({
  title: ['删除演示数据', 'Remove the demonstration'],
  about: ['演示城市整个删除，之后从空库开始正式使用。只能做一次，不能撤回。', 'The whole demonstration city is removed, and real use begins with an empty house. It is done once and cannot be undone.'],
  none: ['这里没有演示数据。', 'There is no demonstration here.'],
  counts: ['{organisations} 个单位、{people} 人、{instruments} 台器具、{certificates} 份证书及其全部记录', '{organisations} organisations, {people} people, {instruments} instruments, {certificates} certificates and all their records'],
  log: ['演示的公开日志、签章和密钥：日志随之终止，不是改写', 'The demonstration’s public log, stamps and keys: its log ends, it is not rewritten'],
  accounts: ['全部演示账号，所有人立即退出登录', 'All demonstration sign-ins; everybody is signed out at once'],
  goes: ['将删除', 'What goes'],
  stays: ['不受影响', 'What stays'],
  papers: ['已下载的演示证书：票面写着“演示 DEMO”，没有法律效力，今后查验为“没有查到”', 'Demonstration certificates already downloaded: they say DEMO on their face, have no legal force, and will be found nowhere'],
  backups: ['BACKUP_DIR 里的备份文件，由管理员自行处理', 'Backups in BACKUP_DIR, which are the administrator’s to keep or delete'],
  remove: ['删除全部演示数据', 'Remove the whole demonstration'],
  removing: ['正在删除演示数据', 'The demonstration is being removed'],
  done: ['演示数据已全部删除。现在是一个空的系统，等待设立第一位管理员。', 'The demonstration is gone. The house is empty and waits for its first administrator.'],
  next: ['设立第一位管理员', 'Set up the first administrator'],
  code: ['一次性代码印在运行程序的控制台上。', 'The one-time code stands on the console of the program.'],
})
const EVERY_MS = 500

export function RemoveDemoPage() {
  const t = useWords(words)
  const isDemo = useSession()?.demo === true
  const [isAsked, setAsked] = useState(false)
  return (
    <Page title={t.title} about={t.about}>
      {isAsked ? <Panel><Removing /></Panel> : isDemo ? <Offer onAsked={() => setAsked(true)} /> : <Notice>{t.none}</Notice>}
    </Page>
  )
}

function Offer({ onAsked }: { readonly onAsked: () => void }) {
  const t = useWords(words)
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const removal = useQuery({ queryKey: ['demo', 'removal'], queryFn: ({ signal }) => get('/api/demo/removal', readRemoval, signal) })
  const shown = (counts: Counts) => t.counts({ organisations: showCount(counts.organisations), people: showCount(counts.people), instruments: showCount(counts.instruments), certificates: showCount(counts.certificates) })
  const remove = async () => {
    await act('/api/demo/removal', { confirm: 'DEMO' }, nothing)
    onAsked()
  }
  return (
    <Answer of={removal}>
      {({ obstacle, ...counts }) => (
        <>
          {obstacle && <Notice tone="bad">{say(obstacle)}</Notice>}
          <Panel title={t.goes}><ul><li>{shown(counts)}</li><li>{t.log}</li><li>{t.accounts}</li></ul></Panel>
          <Panel title={t.stays}><ul><li>{t.papers}</li><li>{t.backups}</li></ul></Panel>
          <div className="row"><Button danger type="primary" onClick={() => setOpen(true)}>{t.remove}</Button></div>
          <ConfirmTyped open={isOpen} act={t.remove} touches={[shown(counts), t.log, t.accounts]} code="DEMO" onConfirm={remove} onClose={() => setOpen(false)} />
        </>
      )}
    </Answer>
  )
}

/** Once the demonstration's own routes are not there any more, the empty house answers. */
function Removing() {
  const t = useWords(words)
  const say = useSay()
  const progress = useQuery({
    queryKey: ['demo', 'removal', 'progress'],
    queryFn: ({ signal }) => get('/api/demo/removal/progress', readProgress, signal).catch((error: unknown) => {
      if (error instanceof Problem && error.details.status === 404) return 'done' as const
      throw error
    }),
    refetchInterval: (query) => (query.state.data === 'done' ? false : EVERY_MS),
    retry: true,
    retryDelay: EVERY_MS,
  }).data
  // A page of its own: session, language and caches of the demonstration are left behind.
  if (progress === 'done') return <Notice tone="ok" say="now" actions={<a href="/setup" data-native>{t.next}</a>}>{t.done} {t.code}</Notice>
  return (
    <>
      <Progress label={t.removing} n={progress?.step ?? 0} total={progress?.of ?? 1} />
      <p aria-live="polite">{progress && say(progress.doing)}</p>
    </>
  )
}
