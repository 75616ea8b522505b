import { initialsOf } from '@/lib/format';

const LOOKS = [
  'bg-[#dbe6df] text-[#2d4a38]',
  'bg-[#f1e5cd] text-[#664710]',
  'bg-[#dde6ef] text-[#2b4b6d]',
  'bg-[#ecdfe7] text-[#653c56]',
  'bg-[#e4e5dc] text-[#48483a]',
] as const;

interface AvatarProps {
  name: string;
  url?: string | null;
  size?: number;
}

/** Decorative: the name stands beside it, or labels what it is in. */
export function Avatar({ name, url, size = 34 }: AvatarProps) {
  if (url) {
    return (
      <img
        src={url}
        alt=""
        width={size}
        height={size}
        className="flex-none rounded-full object-cover"
        style={{ width: size, height: size }}
      />
    );
  }
  const look = LOOKS[Array.from(name).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % LOOKS.length];
  return (
    <span
      aria-hidden
      className={`inline-grid flex-none place-items-center rounded-full font-semibold tracking-[.01em] ${look ?? LOOKS[0]}`}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.36) }}
    >
      {initialsOf(name)}
    </span>
  );
}
