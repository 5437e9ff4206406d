// The gallery shows every component in its states; help links to it, no bar does.
import type { ModulePages } from '#ui/pages.ts'

export const galleryPages: ModulePages = [
  {
    path: '/gallery',
    title: ['组件', 'Components'],
    sees: 'anyone',
    load: () => import('./GalleryPage.tsx').then((page) => page.GalleryPage),
  },
]
