import { Blend, MapPin, Video, type LucideIcon } from 'lucide-react';

import type { EventFormat } from '@/api';
import type { CoverKind } from '@/lib/art';

/** Each format has its engraving and its sign. */
export const FORMAT_COVER: Record<EventFormat, CoverKind> = {
  in_person: 'rosette',
  online: 'waves',
  hybrid: 'weave',
};

export const FORMAT_ICON: Record<EventFormat, LucideIcon> = {
  in_person: MapPin,
  online: Video,
  hybrid: Blend,
};
