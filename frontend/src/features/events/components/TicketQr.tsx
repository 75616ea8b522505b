import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';

/** Dark on white in both themes, so that every scanner reads it; the text below can be typed at the door. */
export const TicketQr = memo(function TicketQr({ text, name }: { text: string; name: string }) {
  const { t } = useTranslation('events');
  const { data, size } = encode(text, { border: 4 });
  const d = data
    .flatMap((row, top) => row.map((dark, left) => (dark ? `M${left} ${top}h1v1h-1z` : '')))
    .join('');
  return (
    <figure>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={t('place.qr', { name })}
        className="mx-auto block w-full max-w-[280px] rounded-md bg-white"
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={d} fill="#111813" />
      </svg>
      <figcaption className="mt-3 text-center">
        <code className="num block font-mono text-sm break-all text-ink">{text}</code>
        <span className="mt-1.5 block text-sm text-ink-3">{t('place.typed')}</span>
      </figcaption>
    </figure>
  );
});
