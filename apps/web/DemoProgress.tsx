// How far the demonstration city is, under the demonstration strip, until it is complete. The city can be used meanwhile.
import { useQuery } from '@tanstack/react-query'
import { get } from '#ui/api.ts'
import { dictionary, useWords } from '#ui/i18n.ts'
import { showCount } from '#ui/numbers.ts'

const words = dictionary({
  filling: ['演示城市的两年历史正在生成：{n} / {of}，每秒 {rate} 步。可以先用起来。', 'Two years of the demonstration city’s history are being made: {n} of {of}, {rate} steps a second. It can be used meanwhile.'],
  stopped: ['演示城市的历史没有生成完（{n} / {of}）。重新启动会接着生成。', 'The history of the demonstration city stopped at {n} of {of}. A restart goes on with it.'],
})

const EVERY_MS = 3_000
type Progress = { readonly n: number; readonly of: number; readonly rate: number; readonly isDone: boolean; readonly isStopped: boolean }

function readProgress(body: unknown): Progress {
  const members = new Map<string, unknown>(body !== null && typeof body === 'object' ? Object.entries(body) : [])
  const number = (name: string) => Number(members.get(name) ?? 0)
  return { n: number('n'), of: number('of'), rate: number('perSecond'), isDone: members.get('done') === true, isStopped: members.get('stopped') === true }
}

export function DemoProgress() {
  const t = useWords(words)
  const { data } = useQuery({
    queryKey: ['demo', 'progress'],
    queryFn: ({ signal }) => get('/api/demo/progress', readProgress, signal),
    refetchInterval: (query) => (query.state.data?.isDone || query.state.data?.isStopped ? false : EVERY_MS),
    retry: false,
  })
  if (data === undefined || data.isDone) return null
  const counts = { n: showCount(data.n), of: showCount(data.of) }
  return <div className="demo-progress" role="note">{data.isStopped ? t.stopped(counts) : t.filling({ ...counts, rate: String(data.rate) })}</div>
}
