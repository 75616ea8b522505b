import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download, Link2, SearchCheck, Share2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { isApiError, useSession, type Certificate, type VerifiedCertificate } from '@/api';
import {
  Button,
  ButtonLink,
  EmptyState,
  ErrorState,
  Loading,
  Main,
  PageTitle,
  SimpleHead,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';

import { CorrectName } from '../components/CorrectName';
import { CertificatePaper } from '../components/CertificatePaper';
import { FileCheck } from '../components/FileCheck';
import { Proof, TechnicalDetails } from '../components/Proof';
import { Verdict } from '../components/Verdict';
import '../messages';
import { myCertificatesQuery, useDownload, verifyQuery } from '../queries';
import { canShare, copyLink, shareLink } from '../share';

export function PublicCertificatePage() {
  const { t } = useTranslation('certificates');
  const { code = '' } = useParams();
  const check = useQuery(verifyQuery(code));
  return (
    <>
      <SimpleHead>
        <ButtonLink to={paths.verify} variant="ghost">
          <SearchCheck size={17} strokeWidth={1.75} aria-hidden />
          {t('public.checkAnother')}
        </ButtonLink>
      </SimpleHead>
      <Main className="wrap pt-[22px] pb-24">
        {check.isPending && <CertificateSkeleton />}
        {check.isError && <Failed error={check.error} retry={() => void check.refetch()} />}
        {check.isSuccess && <Checked certificate={check.data} code={code} checkedAt={check.dataUpdatedAt} />}
      </Main>
    </>
  );
}

interface CheckedProps {
  certificate: VerifiedCertificate;
  code: string;
  checkedAt: number;
}

function Checked({ certificate, code, checkedAt }: CheckedProps) {
  const { t } = useTranslation('certificates');
  const { holder_name: name, title } = certificate;
  const documentTitle = name
    ? t('public.documentTitle', { name, title })
    : t('public.withheldTitle', { number: certificate.number });
  return (
    <>
      <PageTitle title={documentTitle} />
      <Verdict certificate={certificate} checkedAt={checkedAt} />
      <div className="grid grid-cols-1 gap-8 wide:grid-cols-[minmax(0,1fr)_392px] wide:gap-[60px]">
        <div>
          <figure className="overflow-hidden rounded-xs bg-white shadow-[0_0_0_1px_var(--line),var(--sh-3)]">
            <CertificatePaper
              certificate={certificate}
              code={code}
              label={t('public.preview', { name: name ?? '', title, credits: certificate.total_credits })}
            />
          </figure>
          <Actions code={code} title={documentTitle} />
        </div>
        <aside>
          <Proof certificate={certificate} />
          <FileCheck sha256={certificate.pdf_sha256} />
          <TechnicalDetails certificate={certificate} code={code} />
        </aside>
      </div>
    </>
  );
}

function Actions({ code, title }: { code: string; title: string }) {
  const { t } = useTranslation('certificates');
  const own = useOwn(code);
  const url = window.location.origin + paths.certificate(code);
  return (
    <div className="mt-6 flex flex-wrap gap-2.5 [&>*]:max-wide:flex-1">
      {own && <OwnDownload own={own} />}
      <Button onClick={() => void copyLink(url, t('public.copied'))}>
        <Link2 size={17} strokeWidth={1.75} aria-hidden />
        {t('public.copy')}
      </Button>
      {canShare() && (
        <Button onClick={() => void shareLink(url, title)}>
          <Share2 size={17} strokeWidth={1.75} aria-hidden />
          {t('public.share')}
        </Button>
      )}
      {own && <CorrectName key={own.id} certificate={own} />}
    </div>
  );
}

/** Only the holder gets the file, and may correct it: the page proves it, but does not hand it out. */
function useOwn(code: string): Certificate | undefined {
  const signedIn = useSession() === 'signed-in';
  const mine = useInfiniteQuery({ ...myCertificatesQuery(), enabled: signedIn });
  return mine.data?.pages.flatMap((page) => page.results).find((item) => item.code === code);
}

function OwnDownload({ own }: { own: Certificate }) {
  const { t } = useTranslation('certificates');
  const download = useDownload();
  if (!own.pdf_sha256) return null;
  return (
    <Button
      variant="primary"
      className="max-wide:!flex-[1_1_100%]"
      busy={download.isPending && t('public.downloading')}
      onClick={() => download.mutate(own.id)}
    >
      <Download size={17} strokeWidth={1.75} aria-hidden />
      {t('public.download')}
    </Button>
  );
}

function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation('certificates');
  if (isApiError(error) && error.isNotFound) {
    return (
      <>
        <PageTitle title={t('public.unknownTitle')} />
        <EmptyState
          level="h1"
          title={t('public.unknownTitle')}
          action={
            <ButtonLink to={paths.verify} variant="primary">
              {t('public.checkAnother')}
            </ButtonLink>
          }
        >
          {t('public.unknownText')}
        </EmptyState>
      </>
    );
  }
  return <ErrorState page title={t('public.errorTitle')} error={error} retry={retry} />;
}

function CertificateSkeleton() {
  return (
    <Loading>
      <div className="flex items-center gap-6 pb-[34px]">
        <Skeleton className="size-[68px] !rounded-full" />
        <div>
          <Skeleton className="h-9 w-72" />
          <Skeleton className="mt-3 h-5 w-80 max-w-full" />
        </div>
      </div>
      <div className="grid gap-8 wide:grid-cols-[minmax(0,1fr)_392px] wide:gap-[60px]">
        <Skeleton className="aspect-[1123/794] w-full" />
        <Skeleton className="h-80 w-full" />
      </div>
    </Loading>
  );
}
