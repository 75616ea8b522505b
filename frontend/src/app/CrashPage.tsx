import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';

import { Button, EmptyState, Main, SimpleHead } from '@/components';

/** The last guard around a page. `inside` keeps the site's bars, so that people can walk on. */
export function CrashPage({ inside = false }: { inside?: boolean }) {
  const { t } = useTranslation('app');
  const outdated = isMissingChunk(useRouteError());
  const title = t(outdated ? 'crash.update' : 'crash.title');
  const body = (
    <EmptyState
      level="h1"
      title={title}
      action={
        <Button variant="primary" onClick={() => window.location.reload()}>
          {t('crash.reload')}
        </Button>
      }
    >
      {t(outdated ? 'crash.updateText' : 'crash.text')}
    </EmptyState>
  );
  if (inside) {
    return (
      <div className="wrap" role="alert">
        {body}
      </div>
    );
  }
  return (
    <>
      <SimpleHead />
      <Main className="wrap">
        <div role="alert">{body}</div>
      </Main>
    </>
  );
}

/** After a release the old chunks are gone: not a fault, only an old page. */
function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof TypeError && /dynamically imported module|module script failed/i.test(error.message)
  );
}
