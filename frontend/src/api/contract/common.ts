import type { components } from '../schema';

export type { Money } from '@/lib/format';

export type CreditPart = components['schemas']['CreditAmount'];
