// The categorical colours of the theme as custom properties of an element: --series-1, --series-2 ….
import { useCallback } from 'react'
import { useMode } from '#ui/ThemeProvider.tsx'
import { seriesColours } from '#ui/tokens.ts'

export function useSeriesColours(): (element: HTMLElement | null) => void {
  const mode = useMode()
  return useCallback((element) => {
    for (const [index, colour] of seriesColours[mode].entries()) element?.style.setProperty(`--series-${index + 1}`, colour)
  }, [mode])
}
