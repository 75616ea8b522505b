import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';

import { guillocheBand, guillocheRosette } from '@/lib/art';
import { formatLongDate, initialsOf } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import type { VerifiedCertificate } from '@/api';
import type { SVGProps } from 'react';

const SANS = 'var(--ff-sans)';
const SERIF = 'var(--ff-serif)';
const CORNERS = [
  [44, 44],
  [1079, 44],
  [44, 750],
  [1079, 750],
] as const;

interface CertificatePaperProps {
  certificate: VerifiedCertificate;
  code: string;
  label: string;
}

/** The certificate as it is printed. It keeps its paper's colours in the dark theme. */
export function CertificatePaper({ certificate, code, label }: CertificatePaperProps) {
  const { t } = useTranslation('certificates');
  const locale = useLocale();
  const { organization, wording, signatories } = certificate;
  const name = certificate.holder_name ?? t('paper.withheld');
  const nameSize = Math.max(38, Math.min(62, Math.floor(1150 / Math.max(name.length, 1))));
  const title = wrap(certificate.title, 36, 3);
  const below = 366 + (title.length - 1) * 36;
  const shown = wording?.show_evidence === false ? [] : certificate.evidence;
  const attended = certificate.attendance ? [certificate.attendance.sentence] : [];
  const evidence = [...attended, ...shown].slice(0, 2);
  return (
    <svg viewBox="0 0 1123 794" role="img" aria-label={label} className="block h-auto w-full">
      <Ground />
      <g fontFamily={SERIF} fill="#18211b">
        <g transform="translate(112 112)">
          <Crest certificate={certificate} />
          <text x="56" y="27" fontSize="20" fontWeight="520" letterSpacing="-.2">
            {organization.name}
          </text>
        </g>
        <text x="112" y="208" fontSize="17" fill="#46534b" fontStyle="italic">
          {wording?.intro ?? t('paper.certifies')}
        </text>
        <text x="110" y="274" fontSize={nameSize} fontWeight="400" letterSpacing="-1.5">
          {name}
        </text>
        <text x="112" y="318" fontSize="17" fill="#46534b" fontStyle="italic">
          {wording?.statement ?? t('paper.metAll')}
        </text>
        {title.map((line, index) => (
          <text key={line} x="112" y={366 + index * 36} fontSize="29" fontWeight="480" letterSpacing="-.4">
            {line}
          </text>
        ))}
      </g>
      <g fontFamily={SANS} fontSize="13.5" fill="#46534b">
        {evidence.map((line, index) => (
          <text key={line} x="112" y={below + 38 + index * 24}>
            {line}
          </text>
        ))}
      </g>
      <CreditLine certificate={certificate} y={below + 132} />
      <Signatures people={signatories} />
      <Seal total={certificate.total_credits} unit={t('paper.unit')} />
      <QrCode text={`${window.location.origin}/c/${code}`} x={754} y={578} size={84} />
      <g fontFamily={SANS} fontSize="11.5" fill="#46534b">
        <text x="856" y="591" fontWeight="600" fill="#18211b" fontSize="12.5">
          {t('paper.check')}
        </text>
        <text x="856" y="610">{`${window.location.host}/c`}</text>
        {splitCode(code).map((part, index) => (
          <text
            key={part}
            x="856"
            y={628 + index * 15}
            fontSize="12"
            fontWeight="600"
            fill="#18211b"
            letterSpacing=".3"
          >
            {part}
          </text>
        ))}
        {certificate.issued_on && (
          <text x="856" y="661">
            {t('paper.issued', { date: formatLongDate(certificate.issued_on, locale) })}
          </text>
        )}
        <text x="754" y="697" fontSize="10.5" fill="#5d6a62">
          {t('paper.sealed')}
        </text>
      </g>
    </svg>
  );
}

function Crest({ certificate: { organization, wording } }: Pick<CertificatePaperProps, 'certificate'>) {
  if (organization.logo_url) {
    return <image href={organization.logo_url} width="40" height="40" preserveAspectRatio="xMidYMid meet" />;
  }
  return (
    <>
      <rect width="40" height="40" rx="10" fill={wording?.color ?? organization.brand_color} />
      <text x="20" y="28" textAnchor="middle" fill="#fff" fontSize="23" fontWeight="520">
        {initialsOf(organization.name).charAt(0)}
      </text>
    </>
  );
}

/** Who signs, each below a line of their own. The handwriting itself stands in the file only. */
function Signatures({ people }: { people: VerifiedCertificate['signatories'] }) {
  const [width, pitch] = people.length <= 2 ? [218, 260] : [186, 208];
  return (
    <g fontFamily={SANS} fontSize="11.5" fill="#5d6a62">
      {people.map(({ name, title }, index) => (
        <g key={`${name} ${title}`} transform={`translate(${112 + pitch * index} 0)`}>
          <line x1="0" y1="662" x2={width} y2="662" stroke="#a1b5a8" />
          <Fitted text={name} y={681} width={width} fill="#18211b" fontWeight="600" />
          <Fitted text={title} y={697} width={width} />
        </g>
      ))}
    </g>
  );
}

interface FittedProps extends SVGProps<SVGTextElement> {
  text: string;
  width: number;
}

/** One line that is set narrower where it would run into its neighbour. */
function Fitted({ text, width, ...rest }: FittedProps) {
  const squeezed = text.length * 6.6 > width ? { textLength: width, lengthAdjust: 'spacingAndGlyphs' } : {};
  return (
    <text {...rest} {...squeezed}>
      {text}
    </text>
  );
}

function CreditLine({ certificate, y }: { certificate: VerifiedCertificate; y: number }) {
  if (certificate.credits.length === 0) return null;
  const approvals = [...new Set(certificate.credits.map(approval).filter(Boolean))];
  const starts = certificate.credits.map((_, index) =>
    certificate.credits.slice(0, index).reduce((sum, { name }) => sum + 86 + name.length * 7, 0),
  );
  return (
    <g fontFamily={SANS} fontSize="13.5" fill="#46534b">
      <line x1="112" y1={y - 42} x2="690" y2={y - 42} stroke="#cfdad3" />
      {certificate.credits.slice(0, 4).map((credit, index) => (
        <text key={credit.name} x={112 + (starts[index] ?? 0)} y={y}>
          <tspan fontFamily={SERIF} fontSize="25" fontWeight="460" fill="#18211b">
            {credit.amount}
          </tspan>
          <tspan dx="8">{credit.name}</tspan>
        </text>
      ))}
      {approvals.slice(0, 2).map((line, index) => (
        <text key={line} x="112" y={y + 24 + index * 18} fontSize="11.5" fill="#5d6a62">
          {line}
        </text>
      ))}
    </g>
  );
}

function approval({ accreditor, approval_reference }: VerifiedCertificate['credits'][number]): string {
  return [accreditor, approval_reference].filter(Boolean).join(', ');
}

interface QrCodeProps {
  text: string;
  x: number;
  y: number;
  size: number;
}

const QrCode = memo(function QrCode({ text, x, y, size }: QrCodeProps) {
  const { data, size: modules } = encode(text, { border: 0 });
  const d = data
    .flatMap((row, top) => row.map((dark, left) => (dark ? `M${left} ${top}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      x={x}
      y={y}
      width={size}
      height={size}
      viewBox={`0 0 ${modules} ${modules}`}
      shapeRendering="crispEdges"
    >
      <path d={d} fill="#1f2b23" />
    </svg>
  );
});

/** A long code goes on two lines. */
function splitCode(code: string): string[] {
  if (code.length <= 16) return [code];
  const half = Math.ceil(code.length / 2);
  return [code.slice(0, half), code.slice(half)];
}

/** Paper, border and corner flowers: the same on every certificate, drawn once. */
const Ground = memo(function Ground() {
  const border = useMemo(() => guillocheBand({ x: 44, y: 44, width: 1035, height: 706 }, 9, 23, 6), []);
  const flowers = useMemo(
    () =>
      CORNERS.map((corner) =>
        guillocheRosette(corner, 20, [
          { radius: 0.5, amplitude: 0.32, petals: 8, turns: 6 },
          { radius: 0.86, amplitude: 0.14, petals: 16, turns: 4 },
        ]),
      ),
    [],
  );
  return (
    <>
      <rect width="1123" height="794" fill="#fdfefc" />
      <Lines paths={border} stroke="#8da895" width={0.55} />
      {CORNERS.map(([x, y], index) => (
        <g key={`${x} ${y}`}>
          <circle cx={x} cy={y} r="21" fill="#fdfefc" />
          <Lines paths={flowers[index] ?? []} stroke="#4a735d" width={0.5} />
        </g>
      ))}
      <rect x="62" y="62" width="999" height="670" fill="none" stroke="#a1b5a8" strokeWidth=".7" />
    </>
  );
});

const Seal = memo(function Seal({ total, unit }: { total: string; unit: string }) {
  const green = useMemo(
    () =>
      guillocheRosette([880, 306], 140, [
        { radius: 0.2, amplitude: 0.12, petals: 8, turns: 8 },
        { radius: 0.5, amplitude: 0.15, petals: 14, turns: 8 },
        { radius: 0.86, amplitude: 0.13, petals: 24, turns: 8 },
      ]),
    [],
  );
  const brass = useMemo(
    () => guillocheRosette([880, 306], 140, [{ radius: 1.06, amplitude: 0.05, petals: 48, turns: 4 }]),
    [],
  );
  return (
    <>
      <Lines paths={green} stroke="#6b9b7c" width={0.6} />
      <Lines paths={brass} stroke="#8a6420" width={0.6} />
      <circle cx="880" cy="306" r="60" fill="#fdfefc" stroke="#8a6420" strokeWidth=".8" />
      <g textAnchor="middle" fill="#2d3e32">
        <text x="880" y="317" fontFamily={SERIF} fontSize="52" fontWeight="420" letterSpacing="-1.5">
          {total}
        </text>
        <text x="880" y="337" fontFamily={SANS} fontSize="12" fontWeight="550">
          {unit}
        </text>
      </g>
    </>
  );
});

function Lines({ paths, stroke, width }: { paths: readonly string[]; stroke: string; width: number }) {
  return (
    <g fill="none" stroke={stroke} strokeWidth={width}>
      {paths.map((d, index) => (
        <path key={index} d={d} />
      ))}
    </g>
  );
}

/** Breaks a title into lines of about so many letters; what does not fit ends in an ellipsis. */
function wrap(text: string, letters: number, lines: number): string[] {
  const rows: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = rows.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= letters) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  if (rows.length <= lines) return rows;
  return [...rows.slice(0, lines - 1), `${rows[lines - 1] ?? ''}…`];
}
