import type { components } from '../schema';

type Schemas = components['schemas'];

export type Order = Schemas['Order'];
export type OrderLine = Schemas['OrderLine'];
export type OrderStatus = Schemas['OrderStatusEnum'];
export type Quote = Schemas['Quote'];
export type QuoteItem = Schemas['ItemInputRequest'];
