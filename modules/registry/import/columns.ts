// The columns of a ledger file: what each is called in both languages and in ledgers seen in use, and how a cell becomes a value.
// Pure. The template, the export and the annotated file have the same columns in the same order.
import { isCivilDate } from '@duheng/calendar/civil-date.ts'
import type { Words } from '#platform/http/problem.ts'
import type { Cell } from '../table-file/table.ts'
import type { Catalogue } from '@duheng/rules/catalogue.ts'
import { NOT_LISTED } from '../catalogue.ts'
import { parseIdentityCode } from '../identity-code.ts'
import { parseParameters } from '../parameters.ts'
import type { Parameters } from '../parameters.ts'
import { unseenCharacter } from '../plain-text.ts'
import { purposeWords, purposes } from '../instrument.ts'
import type { Purpose } from '../instrument.ts'

export type ColumnKey =
  | 'code' | 'ownerNo' | 'name' | 'catalogue' | 'category' | 'kind' | 'model' | 'measuringRange' | 'accuracyClass' | 'serial' | 'maker' | 'place' | 'purpose'
  | 'settledDirect' | 'sellsToPublic' | 'standardRole' | 'madeOn' | 'installedOn' | 'parameters' | 'verifiedOn' | 'dueOn' | 'verdict' | 'certificateNo'

export type Column = { key: ColumnKey; words: Words; aliases: readonly string[]; needed: boolean; note: Words; example: string; width: number; choices?: readonly string[]; most?: number }

const yesNo = ['是', '否'] as const
export const columns: readonly Column[] = [
  { key: 'code', words: ['器具编码', 'Identity code'], aliases: ['器具编号', '二维码编号', 'code'], needed: false, note: ['本平台给出的 10 位编码；新器具留空。', 'The 10-character code given here; leave empty for a new instrument.'], example: '', width: 14 },
  { key: 'ownerNo', words: ['本单位编号', 'Own number'], aliases: ['管理编号', '内部编号', '设备编号', '资产编号', '单位编号', '统一编号'], needed: false, note: ['本单位的管理编号。没有出厂编号时必填。', 'Your own number; needed where there is no serial number.'], example: 'A-012', width: 14, most: 60 },
  { key: 'name', words: ['器具名称', 'Name'], aliases: ['名称', '计量器具名称', '设备名称', '仪器名称'], needed: true, note: ['例如：电子计价秤。', 'For example: price-computing scale.'], example: '电子计价秤', width: 20, most: 120 },
  { key: 'catalogue', words: ['目录项', 'Catalogue entry'], aliases: ['强检目录', '目录编号'], needed: false, note: ['强制管理目录中的种别或编号；查过不在目录的写“不在目录”；未查留空。', 'Entry of the compulsory catalogue; "not listed" when looked up and absent; empty when not looked up.'], example: '非自动衡器', width: 20, most: 120 },
  { key: 'category', words: ['项别', 'Item'], aliases: ['强检项别', '类别'], needed: false, note: ['选填。', 'Optional.'], example: '非自动衡器', width: 14, most: 60 },
  { key: 'kind', words: ['种别', 'Kind'], aliases: ['强检种别', '种类'], needed: false, note: ['选填。', 'Optional.'], example: '非自动衡器', width: 14, most: 60 },
  { key: 'model', words: ['型号规格', 'Model'], aliases: ['型号', '规格型号', '型号/规格', '规格'], needed: false, note: ['铭牌上的型号。', 'As on the name plate.'], example: 'ACS-30', width: 14, most: 80 },
  { key: 'measuringRange', words: ['测量范围', 'Measuring range'], aliases: ['量程', '称量', '最大称量'], needed: false, note: ['例如：(0.2～30) kg。', 'For example: (0.2 to 30) kg.'], example: '(0.2～30) kg', width: 16, most: 80 },
  { key: 'accuracyClass', words: ['准确度等级', 'Accuracy class'], aliases: ['等级', '精度等级', '准确度', '精度'], needed: false, note: ['例如：Ⅲ、0.5 级。', 'For example: III, 0.5.'], example: 'Ⅲ', width: 12, most: 40 },
  { key: 'serial', words: ['出厂编号', 'Serial number'], aliases: ['编号', '出厂号', '机号', '序列号', '表号'], needed: false, note: ['铭牌上的出厂编号；与型号、制造单位一起辨认一台器具。', 'As on the name plate; with model and maker it tells one instrument from another.'], example: '20240012219', width: 18, most: 60 },
  { key: 'maker', words: ['制造单位', 'Maker'], aliases: ['生产厂家', '制造厂', '厂家', '生产厂', '制造商', '生产单位'], needed: false, note: ['选填。', 'Optional.'], example: '示范衡器有限公司', width: 22, most: 120 },
  { key: 'place', words: ['使用地点', 'Place of use'], aliases: ['安装地点', '使用部门', '存放地点', '地点', '部门'], needed: false, note: ['没有登记过的地点会随导入新建。', 'A place not known yet is added by the import.'], example: '蔬菜区 3 号', width: 18, most: 120 },
  { key: 'purpose', words: ['用途', 'Purpose'], aliases: ['使用用途', '强检用途'], needed: true, note: ['贸易结算、安全防护、医疗卫生、环境监测、行政执法、其他。', 'Trade settlement, safety, medical care, environmental monitoring, law enforcement, other.'], example: '贸易结算', width: 12, choices: purposes.map((p) => purposeWords[p][0]) },
  { key: 'settledDirect', words: ['与供应单位直接结算', 'Settled with the utility'], aliases: ['居民直接结算'], needed: false, note: ['居民用水、气、电表，与供应单位直接结算的写“是”。', 'Home meters settled directly with the utility: yes.'], example: '否', width: 12, choices: yesNo },
  { key: 'sellsToPublic', words: ['直接向社会销售', 'Sells to the public'], aliases: ['对外经营'], needed: false, note: ['充电桩等目录要求说明的写“是”或“否”。', 'Charging piles and others of which the catalogue asks it: yes or no.'], example: '', width: 12, choices: yesNo },
  { key: 'standardRole', words: ['计量标准', 'Measurement standard'], aliases: ['标准类别'], needed: false, note: ['社会公用计量标准、最高计量标准；一般器具留空。', 'Public standard or highest standard; empty otherwise.'], example: '', width: 14, choices: ['社会公用计量标准', '最高计量标准'] },
  { key: 'madeOn', words: ['出厂日期', 'Made on'], aliases: ['制造日期', '生产日期'], needed: false, note: ['写成 2024-05-20。', 'Written 2024-05-20.'], example: '2024-05-20', width: 12 },
  { key: 'installedOn', words: ['安装日期', 'Installed on'], aliases: ['启用日期', '投用日期', '投入使用日期'], needed: false, note: ['写成 2024-06-01。', 'Written 2024-06-01.'], example: '2024-06-01', width: 12 },
  { key: 'parameters', words: ['参数', 'Parameters'], aliases: ['计量参数'], needed: false, note: ['写成 Max=30 kg; e=10 g，用分号隔开。', 'Written Max=30 kg; e=10 g, separated by semicolons.'], example: 'Max=30 kg; e=10 g', width: 22 },
  { key: 'verifiedOn', words: ['检定日期', 'Verified on'], aliases: ['上次检定日期', '最近检定日期', '检定时间'], needed: false, note: ['在别处检定过的，由本单位自报；本平台签发的证书以证书为准。', 'Stated by you for a verification elsewhere; certificates issued here decide by themselves.'], example: '2025-11-20', width: 12 },
  { key: 'dueOn', words: ['有效期至', 'Valid until'], aliases: ['有效期', '到期日期', '检定有效期', '有效日期', '下次检定日期'], needed: false, note: ['证书上的有效期。', 'As the certificate says.'], example: '2026-11-19', width: 12 },
  { key: 'verdict', words: ['检定结论', 'Result'], aliases: ['检定结果', '结论'], needed: false, note: ['合格或不合格；留空为合格。', 'Passes 合格 or fails 不合格; empty is passes.'], example: '合格', width: 10, choices: ['合格', '不合格'] },
  { key: 'certificateNo', words: ['证书编号', 'Certificate number'], aliases: ['证书号', '检定证书编号'], needed: false, note: ['选填。', 'Optional.'], example: '外-2025-0331', width: 18, most: 60 },
]
export const columnOf = (key: ColumnKey): Column => {
  const found = columns.find((c) => c.key === key)
  if (!found) throw new Error(`no column ${key}`)
  return found
}

/** A head as it is compared: full width, spaces, stars, brackets and what stands in them left out. */
export const plainHead = (text: string): string => text.normalize('NFKC').replace(/\([^)]{0,40}\)/g, '').replace(/[\s*:：/_\-.]/g, '').toLowerCase().slice(0, 60)

const byHead = new Map(columns.flatMap((c) => [...c.words, ...c.aliases].map((head) => [plainHead(head), c.key] as const)))
export const keyOfHead = (head: string): ColumnKey | undefined => byHead.get(plainHead(head))

export type Value = string | boolean | null | Parameters
export type CellAnswer = { ok: true; value: Value } | { ok: false; rule: string; words: Words }
const no = (rule: string, zh: string, en: string): CellAnswer => ({ ok: false, rule, words: [zh, en] })

/** A cell of one column as the ledger keeps it. */
export function valueOf(column: Column, cell: Cell | undefined, around: { date1904: boolean; catalogue: Catalogue }): CellAnswer {
  if (cell !== undefined && typeof cell !== 'string' && 'refused' in cell) {
    return cell.refused === 'formula'
      ? no('formula', '单元格是公式，不接受。请复制后“粘贴为数值”。', 'The cell is a formula, which is not taken. Copy it and paste as value.')
      : no('error-cell', '单元格是错误值（如 #N/A）。请改正。', 'The cell holds an error such as #N/A. Correct it.')
  }
  const numeric = cell !== undefined && typeof cell !== 'string'
  if (isDate(column.key)) return dateOf(cell, around.date1904)
  const text = (numeric ? numberText(cell.number) : cell ?? '').normalize('NFC').trim()
  if (numeric && text === '') return no('number-precision', '编号存成了数字，超过 15 位已丢失。请把这一列设为文本后重新填写。', 'The number was stored as a numeral and lost digits beyond 15. Make the column text and type it anew.')
  const unseen = unseenCharacter(text)
  if (unseen !== undefined) return no('unseen-character', `含有看不见的字符 ${unseen}，请重新输入。`, `Holds the unseen character ${unseen}; type it anew.`)
  if (column.most !== undefined && [...text].length > column.most) return no('too-long', `最多 ${column.most} 个字符，现在是 ${[...text].length} 个。`, `At most ${column.most} characters, this has ${[...text].length}.`)
  if (text === '') return column.needed ? no('needed', `“${column.words[0]}”必填。`, `"${column.words[1]}" is needed.`) : { ok: true, value: blankOf(column.key) }
  return special(column.key, text, around.catalogue)
}

const blankOf = (key: ColumnKey): Value => (key === 'settledDirect' ? false : key === 'parameters' ? {} : key === 'catalogue' || key === 'sellsToPublic' || key === 'standardRole' ? null : '')
const isDate = (key: ColumnKey): boolean => key === 'madeOn' || key === 'installedOn' || key === 'verifiedOn' || key === 'dueOn'

function special(key: ColumnKey, text: string, catalogue: Catalogue): CellAnswer {
  switch (key) {
    case 'code': {
      const read = parseIdentityCode(text)
      return read.ok ? { ok: true, value: read.code } : no(`code-${read.rule}`, read.zh, read.en)
    }
    case 'purpose': {
      const found = purposes.find((p) => purposeNames(p).includes(text.toLowerCase()))
      return found ? { ok: true, value: found } : no('purpose', `“${text}”不是规定的用途。请写：贸易结算、安全防护、医疗卫生、环境监测、行政执法或其他。`, `"${text}" is no purpose; write trade settlement, safety, medical care, environmental monitoring, law enforcement or other.`)
    }
    case 'catalogue': return catalogueEntry(text, catalogue)
    case 'settledDirect': case 'sellsToPublic': {
      const yes = ['是', 'yes', 'y', 'true', '1', '√', '✓'].includes(text.toLowerCase())
      if (!yes && !['否', 'no', 'n', 'false', '0', '×'].includes(text.toLowerCase())) return no('yes-no', '请写“是”或“否”。', 'Write yes or no.')
      return { ok: true, value: yes }
    }
    case 'standardRole': {
      if (text.includes('公用') || text === 'public standard') return { ok: true, value: 'public standard' }
      if (text.includes('最高') || text === 'highest standard') return { ok: true, value: 'highest standard' }
      return no('standard-role', '请写“社会公用计量标准”或“最高计量标准”，一般器具留空。', 'Write public standard or highest standard, or leave it empty.')
    }
    case 'verdict': {
      if (['合格', 'pass', 'passes', 'passed', '准用', '限用'].includes(text.toLowerCase())) return { ok: true, value: 'pass' }
      if (['不合格', 'fail', 'fails', 'failed', '停用', '禁用'].includes(text.toLowerCase())) return { ok: true, value: 'fail' }
      return no('verdict', '请写“合格”或“不合格”。', 'Write passes or fails.')
    }
    case 'parameters': {
      const read = parseParameters(text)
      return read.ok ? { ok: true, value: read.parameters } : no('parameter', read.zh, read.en)
    }
    default: return { ok: true, value: text }
  }
}

const purposeNames = (p: Purpose): string[] => [p, purposeWords[p][0], purposeWords[p][1].toLowerCase(), ...(p === 'medical' ? ['医疗'] : []), ...(p === 'trade' ? ['贸易'] : []), ...(p === 'safety' ? ['安全'] : []), ...(p === 'environment' ? ['环境', '环保监测'] : [])]

function catalogueEntry(text: string, catalogue: Catalogue): CellAnswer {
  if (['不在目录', '非强检', NOT_LISTED, 'not listed'].includes(text.toLowerCase())) return { ok: true, value: NOT_LISTED }
  const exact = catalogue.entries.filter((e) => e.id === text || e.second.zh === text || `${e.first.zh}/${e.second.zh}` === text.replace(/\s/g, ''))
  const found = exact.length > 0 ? exact : catalogue.entries.filter((e) => e.first.zh === text)
  if (found.length === 1 && found[0]) return { ok: true, value: found[0].id }
  if (found.length > 1) return no('catalogue', `“${text}”在目录中有 ${found.length} 种，请写明种别，例如“${found[0]?.second.zh}”。`, `The catalogue has ${found.length} kinds of "${text}"; name one, for example "${found[0]?.second.en}".`)
  return no('catalogue', `目录（${catalogue.title.zh}）中没有“${text}”。请从模板第二页选择，或写“不在目录”。`, `The catalogue has no "${text}". Choose from the second sheet of the template, or write "not listed".`)
}

/** Text that people write as a date, a workbook's day number, or nothing. */
function dateOf(cell: Cell | undefined, date1904: boolean): CellAnswer {
  if (cell !== undefined && typeof cell !== 'string' && 'number' in cell) {
    const days = Number(cell.number)
    if (Number.isInteger(days) && days >= 19_000_101 && days <= 21_991_231) return dateOf(String(days), date1904)
    // Day 60 of the 1900 system is a 29 February that never was; days before it are not guessed.
    if (!Number.isFinite(days) || days < 61 || days > 109_000) return no('date', '日期读不懂，请写成 2026-11-25。', 'This is no date; write 2026-11-25.')
    const from = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
    return { ok: true, value: new Date(from + Math.floor(days) * 86_400_000).toISOString().slice(0, 10) }
  }
  const text = typeof cell === 'string' ? cell.normalize('NFKC').trim() : ''
  if (['', '-', '—', '/', '无'].includes(text)) return { ok: true, value: '' }
  const m = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?:[ T].{0,20})?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const day = m ? `${m[1]}-${m[2]?.padStart(2, '0')}-${m[3]?.padStart(2, '0')}` : ''
  return isCivilDate(day) ? { ok: true, value: day } : no('date', `“${text.slice(0, 30)}”不是存在的日期，请写成 2026-11-25。`, `"${text.slice(0, 30)}" is no day that exists; write 2026-11-25.`)
}

/** A number cell in a text column, as a person sees it; '' when a workbook can no longer hold all its digits. */
function numberText(raw: string): string {
  if (/^-?\d{1,15}$/.test(raw)) return raw
  const value = Number(raw)
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return ''
  const short = String(Number(value.toPrecision(15)))
  return short.includes('e') ? '' : short
}
