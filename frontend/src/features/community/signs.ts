import {
  Check,
  Eye,
  Heart,
  Laugh,
  PartyPopper,
  Sparkles,
  ThumbsUp,
  HandHeart,
  type LucideIcon,
} from 'lucide-react';

import type { ReactionKind } from '@/api';

/** The signs that can be set under a message, in the order in which they are offered. */
export const SIGNS: readonly { kind: ReactionKind; Icon: LucideIcon }[] = [
  { kind: 'thumbs_up', Icon: ThumbsUp },
  { kind: 'heart', Icon: Heart },
  { kind: 'party', Icon: PartyPopper },
  { kind: 'laugh', Icon: Laugh },
  { kind: 'surprised', Icon: Sparkles },
  { kind: 'thanks', Icon: HandHeart },
  { kind: 'eyes', Icon: Eye },
  { kind: 'check', Icon: Check },
];
