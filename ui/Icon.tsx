// One outline set, drawn by hand on a 16-unit grid, always beside a word (or with `label` in a toolbar). Absent: emoji, icon fonts.

const shapes = {
  ok: 'M3.5 8.5l3 3 6-7',
  bad: 'M4 4l8 8M12 4l-8 8',
  warn: 'M8 2.5L14.5 13.5H1.5Z M8 6.5v3.2 M8 11.6v.1',
  unk: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.9 M8 12.6v.1',
  void: 'M3.5 8h9',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z M10.5 10.5L14 14',
  columns: 'M2.5 3h11v10h-11Z M6.2 3v10 M9.8 3v10',
  density: 'M2.5 4h11 M2.5 8h11 M2.5 12h11',
  export: 'M8 2.5v7.5 M5 7.5l3 3 3-3 M3 13.5h10',
  upload: 'M8 10.5V3 M5 6l3-3 3 3 M3 13.5h10',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  left: 'M10 4L6 8l4 4',
  right: 'M6 4l4 4-4 4',
  calendar: 'M2.5 4h11v9.5h-11Z M2.5 7h11 M5.5 2.5V5 M10.5 2.5V5',
  lock: 'M4 7.5h8v6H4Z M5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z M8 5v3.2l2.2 1.6',
  plus: 'M8 3v10 M3 8h10',
  more: 'M3.5 8h.1 M8 8h.1 M12.5 8h.1',
  undo: 'M6 3.5L3 6.5l3 3 M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7',
  print: 'M4.5 6V2.5h7V6 M4.5 11.5h-2V6h11v5.5h-2 M4.5 9.5h7v4h-7Z',
  scan: 'M2.5 5.5v-3h3 M10.5 2.5h3v3 M13.5 10.5v3h-3 M5.5 13.5h-3v-3 M2.5 8h11',
  file: 'M4 2.5h5l3 3v8H4Z M9 2.5v3h3',
  person: 'M8 2.5a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5Z M3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4',
  moon: 'M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5Z',
  sun:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z M8 1.5v1.5 M8 13v1.5 M1.5 8H3 M13 8h1.5 M3.4 3.4l1.1 1.1 M11.5 11.5l1.1 1.1' +
    ' M12.6 3.4l-1.1 1.1 M4.5 11.5l-1.1 1.1',
  device: 'M2.5 3h11v7.5h-11Z M6 13.5h4 M8 10.5v3',
  info: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z M8 7.5v3.5 M8 5v.1',
  link: 'M6.5 9.5l3-3 M7.5 4.5l1.3-1.3a2.9 2.9 0 0 1 4.1 4.1L11.5 8.6 M8.5 11.5l-1.3 1.3a2.9 2.9 0 0 1-4.1-4.1L4.5 7.4',
  offline: 'M2.5 6.5a8 8 0 0 1 11 0 M4.8 9a4.8 4.8 0 0 1 6.4 0 M8 12v.1 M2.5 2.5l11 11',
} as const

export type IconName = keyof typeof shapes

export function Icon({ name, size = 16, label }: { readonly name: IconName; readonly size?: 14 | 16 | 20; readonly label?: string }) {
  const meaning = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={1.6}
      strokeLinecap="round" strokeLinejoin="round" focusable="false" {...meaning}>
      <path d={shapes[name]} />
    </svg>
  )
}
