// Words shared by the registry's pages.
import { dictionary } from '#ui/i18n.ts'
import type { Pair } from '#ui/i18n.ts'

export const purposePairs: Readonly<Record<string, Pair>> = {
  trade: ['贸易结算', 'Trade settlement'], safety: ['安全防护', 'Safety'], medical: ['医疗卫生', 'Medical care'],
  environment: ['环境监测', 'Environmental monitoring'], enforcement: ['行政执法', 'Law enforcement'], other: ['其他', 'Other'],
}
export const statePairs: Readonly<Record<string, Pair>> = { 'in use': ['在用', 'In use'], stopped: ['停用', 'Stopped'], scrapped: ['报废', 'Scrapped'] }
export const orgKindPairs: Readonly<Record<string, Pair>> = {
  enterprise: ['使用单位', 'Enterprise'], laboratory: ['技术机构', 'Laboratory'], authority: ['监管部门', 'Authority'], operator: ['运营单位', 'Operator'],
}
export const fieldPairs: Readonly<Record<string, Pair>> = {
  name: ['器具名称', 'Name'], catalogue: ['目录项', 'Catalogue entry'], category: ['项别', 'Item'], kind: ['种别', 'Kind'], model: ['型号规格', 'Model'],
  measuringRange: ['测量范围', 'Measuring range'], accuracyClass: ['准确度等级', 'Accuracy class'], serial: ['出厂编号', 'Serial number'], maker: ['制造单位', 'Maker'],
  ownerNo: ['本单位编号', 'Own number'], purpose: ['用途', 'Purpose'], settledDirect: ['与供应单位直接结算', 'Settled with the utility'], sellsToPublic: ['直接向社会销售', 'Sells to the public'],
  standardRole: ['计量标准', 'Measurement standard'], madeOn: ['出厂日期', 'Made on'], installedOn: ['安装日期', 'Installed on'], parameters: ['参数', 'Parameters'],
  placeId: ['使用地点', 'Place of use'], place: ['使用地点', 'Place of use'], declared: ['自报检定', 'Stated verification'], verifiedOn: ['检定日期', 'Verified on'], dueOn: ['有效期至', 'Valid until'],
  verdict: ['检定结论', 'Result'], certificateNo: ['证书编号', 'Certificate number'],
}
export const verbPairs: Readonly<Record<string, Pair>> = {
  'instrument.register': ['登记', 'Registered'], 'instrument.change': ['修改', 'Changed'], 'instrument.stop': ['停用', 'Stopped'], 'instrument.restart': ['启用', 'Restarted'],
  'instrument.scrap': ['报废', 'Scrapped'], 'instrument.import-new': ['导入新增', 'Added by import'], 'instrument.import-change': ['导入修改', 'Changed by import'],
}

export const words = dictionary({
  instruments: ['器具', 'Instruments'], unit: ['台件', 'instruments'], register: ['登记器具', 'Register an instrument'], import: ['导入台账', 'Import a ledger'],
  search: ['编号、名称、型号、单位、地点、拼音首字母', 'Code, name, model, owner, place, pinyin initials'], code: ['器具编码', 'Identity code'], name: ['名称', 'Name'],
  model: ['型号', 'Model'], serial: ['出厂编号', 'Serial'], ownerNo: ['本单位编号', 'Own number'], owner: ['单位', 'Owner'], place: ['地点', 'Place'], compulsory: ['强检', 'Compulsory'],
  dueOn: ['有效期至', 'Valid until'], state: ['状态', 'State'], purpose: ['用途', 'Purpose'], result: ['结论', 'Result'], due: ['到期', 'Due'], due30: ['30 天内到期', 'Due within 30 days'], due90: ['90 天内到期', 'Due within 90 days'],
  overdue: ['超期在用', 'In use past due'], neverVerified: ['未建档强检', 'Compulsory, never verified'], pass: ['合格', 'Passes'], fail: ['不合格', 'Fails'], none: ['未检定', 'Never verified'],
  emptyTitle: ['台账还是空的', 'The ledger is empty'], emptyHint: ['用模板导入，十分钟建好台账；也可以逐台登记。', 'Import it with the template in ten minutes, or register one by one.'], nothing: ['没有符合条件的器具', 'No instrument matches'],
  template: ['下载模板', 'Download the template'], printLabels: ['打印 {n} 张标签', 'Print {n} {n|label|labels}'], labelsMade: ['标签已生成', 'The labels are ready'], view: ['视图', 'View'],
  isCompulsory: ['强制检定', 'Compulsory'], compulsoryNot: ['非强检', 'Not compulsory'], compulsoryUnknown: ['未判定', 'Not determined'], notAdopted: ['未采用', 'not adopted'], declared: ['自报', 'stated by the owner'],
  overdueBy: ['超期', 'Overdue'], validUntil: ['有效至 {day}', 'Valid until {day}'], soon: ['将到期 {day}', 'Due {day}'], withoutEnd: ['无有效期', 'Without end'], failedBadge: ['不合格', 'Fails'],
  identity: ['器具', 'Instrument'], category: ['项别 / 种别', 'Item / kind'], range: ['测量范围', 'Measuring range'], accuracy: ['准确度等级', 'Accuracy class'], maker: ['制造单位', 'Maker'], division: ['行政区划', 'Division'],
  made: ['出厂 / 安装', 'Made / installed'], parameters: ['参数', 'Parameters'], whyCompulsory: ['是否强制检定', 'Compulsory verification?'], whyDue: ['下次检定', 'Next verification'], why: ['为什么', 'Why'],
  viewDay: ['查看日期', 'As on a day'], backToToday: ['回到今天', 'Back to today'], laterBadge: ['当日情况见证书', 'See the certificates of then'],
  asOnDay: ['按 {day} 有效的规则和采用查看。器具的分类、地点和状态取现在登记的内容。', 'By the rules and adoptions in force on {day}. Classification, place and state are those registered now.'],
  asOf: ['按 {day} 的规则', 'By the rules of {day}'], says: ['规则说', 'The rules say'], book: ['预约检定', 'Book a verification'], receive: ['收样', 'Receive'], label: ['打印标签', 'Print the label'], edit: ['修改', 'Change'],
  stop: ['停用', 'Stop'], restart: ['启用', 'Restart'], scrap: ['报废', 'Scrap'], reason: ['原因', 'Reason'], history: ['经历', 'History'], others: ['其他单位', 'Another organisation'], certificates: ['证书', 'Certificates'], seeCertificates: ['查看这台器具的证书', 'See its certificates'],
  stopAct: ['停用这台器具', 'Stop this instrument'], restartAct: ['重新启用', 'Restart it'], scrapAct: ['报废这台器具', 'Scrap this instrument'], scrapNote: ['报废后不能再修改或启用，记录保留。', 'A scrapped instrument is never changed or used again; its record stays.'],
  save: ['保存修改', 'Save the changes'], saved: ['已保存', 'Saved'], registered: ['已登记，编码 {code}', 'Registered as {code}'], more: ['更多信息', 'More'], catalogueHint: ['强制管理目录中的种别；查过不在目录的请选“不在目录”', 'Entry of the compulsory catalogue; choose "not listed" when looked up and absent'],
  notLooked: ['未查', 'Not looked up'], notListed: ['不在目录', 'Not listed'], parametersHint: ['写成 Max=30 kg; e=10 g', 'Written Max=30 kg; e=10 g'], parameterWrong: ['参数写成 Max=30 kg 的样子，多个用分号隔开', 'Write parameters like Max=30 kg, separated by semicolons'],
  elsewhere: ['在别处检定过', 'Verified elsewhere'], yes: ['是', 'Yes'], no: ['否', 'No'], choose: ['请选择', 'Choose'], noPlace: ['未指定', 'None'], publicStandard: ['社会公用计量标准', 'Public standard'], highestStandard: ['最高计量标准', 'Highest standard'],
  file: ['文件', 'File'], forOrg: ['为哪个单位', 'For which organisation'],
})

export const importWords = dictionary({
  title: ['导入台账', 'Import a ledger'], step1: ['1 选择文件', '1 Choose the file'], step2: ['2 对应列', '2 Match the columns'], step3: ['3 试导入', '3 Rehearse'], template: ['下载模板', 'Download the template'],
  file: ['台账文件（.xlsx 或 .csv，不超过 20 MB）', 'Ledger file (.xlsx or .csv, at most 20 MB)'], read: ['读取文件', 'Read the file'], reading: ['{file}：{rows} 行，编码 {encoding}，表头在第 {head} 行', '{file}: {rows} {rows|row|rows}, {encoding}, heads in row {head}'],
  remembered: ['列的对应关系沿用上次的选择。', 'The columns are matched as last time.'], inFile: ['文件中的列', 'Column of the file'], sample: ['例子', 'Example'], isColumn: ['对应', 'Is'], aside: ['不导入', 'Leave aside'],
  missing: ['还没有对应必填列：{names}', 'Columns needed and not matched yet: {names}'], rehearse: ['试导入 {rows} 行', 'Rehearse {rows} {rows|row|rows}'], counts: ['{rows} 行：新 {added} · 同 {same} · 改 {changed} · 错 {wrong}', '{rows} rows: {added} new · {same} same · {changed} changed · {wrong} wrong'],
  newPlaces: ['将新建使用地点：{names}', 'Places to be added: {names}'], row: ['行', 'Row'], column: ['列', 'Column'], value: ['值', 'Value'], rule: ['规则', 'Rule'], fix: ['怎么改', 'What to do'], problems: ['问题', 'Problems'],
  shownOf: ['共 {n} 处，显示前 {shown} 处；下载带批注的表格可看全部。', '{n} problems, the first {shown} shown; the annotated file has all.'], annotated: ['下载带批注的表格', 'Download the annotated file'], again: ['改好了，重新选择文件', 'Corrected: choose the file again'],
  write: ['全部写入 {n} 台件', 'Write all {n}'], cannot: ['不能写入：{wrong} 行有错。改正后重新试导入；现在没有写入任何数据。', 'Not written: {wrong} rows are wrong. Correct them and rehearse again; nothing has been written.'], nothingNew: ['没有新的或改动的内容，无需写入。', 'Nothing is new or changed; there is nothing to write.'],
  done: ['已写入：新增 {added}，修改 {changed}，不变 {same}。', 'Written: {added} added, {changed} changed, {same} the same.'], see: ['查看器具', 'See the instruments'], another: ['再导入一个文件', 'Import another file'], earlier: ['以前的导入', 'Earlier imports'], at: ['时间', 'Time'], noEarlier: ['还没有导入过', 'No imports yet'],
  forOrg: ['为哪个单位导入', 'Import for'], choose: ['请先选择一个文件', 'Choose a file first'],
})

export const orgWords = dictionary({
  organisations: ['单位', 'Organisations'], name: ['单位名称', 'Name'], kind: ['类别', 'Kind'], creditCode: ['统一社会信用代码', 'Credit code'], creditHint: ['18 位，含校验位（GB 32100—2015）', '18 characters with a check character (GB 32100—2015)'], division: ['行政区划', 'Division'], divisionHint: ['6 位代码，如 341181', 'Six digits such as 341181'],
  address: ['地址', 'Address'], phone: ['电话', 'Phone'], register: ['登记单位', 'Register an organisation'], registerAct: ['登记', 'Register'], search: ['单位名称', 'Name'], none: ['没有单位', 'No organisations'], unit: ['个单位', 'organisations'], clientsOnly: ['只看客户', 'Clients only'],
  link: ['添加已登记的客户', 'Add a registered client'], linkHint: ['信用代码和单位全称都要与执照一致', 'Both the code and the full name as on the licence'], linkAct: ['列为客户', 'Make a client'], edit: ['修改单位信息', 'Change'], save: ['保存修改', 'Save the changes'], firstAdmin: ['设立第一位管理员', 'First administrator'],
  firstAdminHint: ['只能设一次；之后由该管理员邀请其他人。', 'Once only; that person invites the others.'], personName: ['姓名', 'Name'], login: ['登录名', 'Login'], places: ['使用地点', 'Places of use'], addPlace: ['新增地点', 'Add a place'], placeName: ['地点名称', 'Name of the place'], noPlaces: ['还没有地点', 'No places yet'],
  instruments: ['查看器具', 'See its instruments'], password: ['一次性密码只显示这一次：', 'The one-time password is shown only now:'], passwordHint: ['请当面或电话告知本人，登录后立即修改。', 'Hand it over in person or by phone; to be changed after signing in.'], close: ['已记下，关闭', 'Noted, close'],
  people: ['人员', 'People'], invite: ['邀请人员', 'Invite a person'], inviteAct: ['邀请', 'Invite'], roles: ['角色', 'Roles'], since: ['加入', 'Since'], grant: ['授予角色', 'Grant a role'], endRole: ['收回“{role}”', 'End "{role}"'], endAct: ['收回角色', 'End the role'], reset: ['重设密码', 'New password'], noPeople: ['还没有人员', 'No people yet'],
  noRoles: ['没有角色', 'No role'], tokens: ['接口令牌', 'Tokens'], newToken: ['新建令牌', 'New token'], label: ['用途说明', 'What it is for'], scopes: ['权限', 'Scopes'], days: ['有效天数（最长 400）', 'Days valid (at most 400)'], create: ['新建', 'Create'], tokenOnce: ['令牌只显示这一次，请立即保存：', 'The token is shown only now; keep it:'],
  expires: ['到期', 'Expires'], lastUsed: ['最近使用', 'Last used'], never: ['从未', 'Never'], end: ['停用', 'End'], ended: ['已停用', 'Ended'], active: ['有效', 'Active'], expired: ['已过期', 'Expired'], noTokens: ['没有令牌', 'No tokens'], state: ['状态', 'State'], role: ['角色', 'Role'], act: ['操作', 'Act'],
})
export const scopePairs: Readonly<Record<string, Pair>> = { 'instruments:read': ['读器具', 'Read instruments'], 'instruments:write': ['写器具', 'Write instruments'], 'orders:read': ['读委托和台件', 'Read orders and items'], 'certificates:read': ['读证书', 'Read certificates'] }
export const rolePairs: Readonly<Record<string, Pair>> = {
  reception: ['收发', 'Reception'], verifier: ['检定员', 'Verifier'], checker: ['核验员', 'Checker'], signatory: ['授权签字人', 'Signatory'], quality: ['质量负责人', 'Quality manager'], head: ['负责人', 'Head'],
  'city-desk': ['市级监管', 'City desk'], 'county-officer': ['县级监管', 'County officer'], enforcement: ['执法', 'Enforcement'], 'owner-admin': ['单位管理员', 'Owner administrator'], clerk: ['台账员', 'Ledger clerk'],
  'system-admin': ['系统管理员', 'System administrator'], 'security-admin': ['安全管理员', 'Security administrator'], 'audit-admin': ['审计管理员', 'Audit administrator'],
}
export const rolesByKind: Readonly<Record<string, readonly string[]>> = {
  laboratory: ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head'], authority: ['city-desk', 'county-officer', 'enforcement'], enterprise: ['owner-admin', 'clerk'], operator: ['system-admin', 'security-admin', 'audit-admin'],
}
