// The entry of the staff application: theme, language, queries, router. Composition only.
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepDocumentLanguage } from '#ui/i18n.ts'
import { ThemeProvider } from '#ui/ThemeProvider.tsx'
import { queryClient } from './queries.ts'
import { router } from './router.tsx'

keepDocumentLanguage()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <ThemeProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ThemeProvider>
  </StrictMode>,
)
