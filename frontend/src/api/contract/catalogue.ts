import type { components, operations } from '../schema';

type Schemas = components['schemas'];

export type DiscoverCard = Schemas['CatalogueCard'];
export type DiscoverFacets = Schemas['Facets'];
export type DiscoverPage = Schemas['DiscoverPage'];
export type DiscoverQuery = NonNullable<operations['discover_list']['parameters']['query']>;
export type FacetValue = Schemas['FacetValue'];
