// The last resort when a page throws: our defect, said so, with a way out. A chunk that is gone after an update is loaded anew.
import { Button } from 'antd'
import { useEffect } from 'react'
import { dictionary, useWords } from '#ui/i18n.ts'
import { Page } from '#ui/Page.tsx'
import { Problem } from '#ui/problem.ts'
import { Refusal } from '#ui/Refusal.tsx'
import { NotFound } from './NotFound.tsx'

const words = dictionary({
  title: ['这一页没有打开', 'This page did not open'],
  reload: ['重新载入', 'Reload'],
  home: ['回到首页', 'Go to the home page'],
})

export function Broken({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const t = useWords(words)
  const isStale = error instanceof TypeError && /dynamically imported module|Importing a module/i.test(error.message)
  useEffect(() => {
    if (!isStale || sessionStorage.getItem('duheng.reloaded') === location.href) return
    sessionStorage.setItem('duheng.reloaded', location.href)
    location.reload()
  }, [isStale])
  if (error instanceof Problem && error.details.status === 404) return <NotFound />
  return (
    <Page title={t.title}>
      <Refusal error={error} onRetry={reset} />
      <div className="row"><Button onClick={() => location.reload()}>{t.reload}</Button><a href="/">{t.home}</a></div>
    </Page>
  )
}
