import type { Problem } from '../problem';

interface Json<Body> {
  content: { 'application/json': Body };
}

type Params<Query, Path, Header> = {
  query?: Query;
  cookie?: never;
} & ([Path] extends [never] ? { path?: never } : { path: Path }) &
  ([Header] extends [never] ? { header?: never } : { header: Header });

interface Failures {
  default: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
}

/** An operation without a body, in the form that openapi-typescript gives it. */
export interface Read<Out, Query = never, Path = never> {
  parameters: Params<Query, Path, never>;
  requestBody?: never;
  responses: { 200: { headers: Record<string, unknown> } & Json<Out> } & Failures;
}

export interface Write<In, Out, Path = never, Header = never> {
  parameters: Params<never, Path, Header>;
  requestBody: Json<In>;
  responses: { 200: { headers: Record<string, unknown> } & Json<Out> } & Failures;
}

export interface Act<Out, Path = never, Header = never> {
  parameters: Params<never, Path, Header>;
  requestBody?: never;
  responses: { 200: { headers: Record<string, unknown> } & Json<Out> } & Failures;
}

/** Answers 202 or 204: there is nothing to read. */
export interface Send<In, Path = never> {
  parameters: Params<never, Path, never>;
  requestBody: Json<In>;
  responses: { 204: { headers: Record<string, unknown>; content?: never } } & Failures;
}

export interface Remove<Path = never> {
  parameters: Params<never, Path, never>;
  requestBody?: never;
  responses: { 204: { headers: Record<string, unknown>; content?: never } } & Failures;
}

export interface Page<Item> {
  results: Item[];
  next: string | null;
  previous: string | null;
}

export interface Id {
  id: string;
}
