import { useTranslation } from 'react-i18next';

import { Button, FormProblem } from '@/components';
import { saveFile } from '@/lib/saveFile';

import { useTicketPdf, type PlaceRef } from '../queries';

/** The same ticket to print or to keep. */
export function TicketPdf({ of }: { of: PlaceRef }) {
  const { t } = useTranslation('events');
  const pdf = useTicketPdf(of);
  return (
    <>
      <Button
        block
        className="mt-4"
        busy={pdf.isPending && t('place.pdfBusy')}
        onClick={() => pdf.mutate(undefined, { onSuccess: (file) => saveFile(file, 'ticket.pdf') })}
      >
        {t('place.pdf')}
      </Button>
      <FormProblem error={pdf.error} className="mt-3" />
    </>
  );
}
