// The words of the grid.
import { dictionary } from './i18n.ts'

export const gridWords = dictionary({
  unreadable: ['无法识别，应为数字', 'Not readable as a number'],
  wrong: ['{n} 格需要修改', '{n} {n|cell needs|cells need} a change'],
  pasted: ['已粘贴 {n} 格', '{n} cells pasted'],
  undo: ['撤销', 'Undo'],
  staged: ['粘贴 {total} 格', '{total} cells to paste'],
  unread: ['，{n} 格无法识别', ', {n} not readable'],
  outside: ['，{n} 格超出表格', ', {n} outside the table'],
  stop: ['。', '.'],
  accept: ['写入其余 {n} 格', 'Write the other {n}'],
  refuse: ['放弃粘贴', 'Drop the paste'],
  down: ['下一格', 'next'],
  edit: ['编辑', 'edit'],
  fill: ['同上', 'fill down'],
  paste: ['粘贴整块', 'paste a block'],
})
