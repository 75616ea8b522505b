import type { components } from '../schema';

type Schemas = components['schemas'];

export type Invoice = Schemas['Invoice'];
export type IssuedDocument = Schemas['IssuedDocument'];
export type Order = Schemas['Order'];
export type OrderLine = Schemas['OrderLine'];
export type OrderStatus = Schemas['OrderStatusEnum'];
export type Quote = Schemas['Quote'];
export type QuoteItem = Schemas['ItemInputRequest'];
export type RefundStatus = Schemas['RefundStatusEnum'];
export type SaleRefund = Schemas['SaleRefund'];
export type SalesFigures = Schemas['Figures'];
