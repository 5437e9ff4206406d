// A box that scrolls sideways and can be reached and scrolled from the keyboard (WCAG 2.1.1): wide tables never widen the page.
import type { ReactNode } from 'react'

type Props = { readonly label: string; readonly className?: string; readonly minWidth?: number; readonly children: ReactNode }

export function Scroll({ label, className = 'scroll', minWidth = 0, children }: Props) {
  return (
    <section
      className={className}
      aria-label={label}
      // A scroll box without a tab stop cannot be scrolled by keyboard; the rule knows only widgets.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      ref={(element) => element?.style.setProperty('--scroll-width', `${minWidth}px`)}
    >
      {children}
    </section>
  )
}
