// A new certificate of a standard: a DCC file that is read and looked at before it is written, or a paper typed in.
import { useQuery } from '@tanstack/react-query'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useParam } from '#ui/navigation.ts'
import { Page } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import { StandardDccForm } from './StandardDccForm.tsx'
import { StandardPaperForm } from './StandardPaperForm.tsx'
import { standardQuery } from './standard-queries.ts'
import { standardWords } from './standard-words.ts'

export function StandardCertificatePage() {
  const id = useParam('id')
  const t = useWords(standardWords)
  const standard = useQuery(standardQuery(id))
  const [way, setWay] = useAddressValue('way', 'dcc')
  return (
    <Page title={standard.data ? `${t.addCertificate} · ${standard.data.code} ${standard.data.name}` : t.addCertificate} about={<a href={`/standards/${id}`}>{standard.data?.code}</a>}>
      <Answer of={standard}>
        {(data) => (
          <>
            <div><Segments label={t.way} value={way} onChange={setWay} choices={[{ value: 'dcc', label: t.fromDcc }, { value: 'hand', label: t.byHand }]} /></div>
            {way === 'hand' ? <StandardPaperForm standardId={data.id} /> : <StandardDccForm standardId={data.id} />}
          </>
        )}
      </Answer>
    </Page>
  )
}
