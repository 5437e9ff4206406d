// Every component in its states.
import { Page } from '#ui/Page.tsx'
export function GalleryPage() {
  return <Page title="组件">…</Page>
}
