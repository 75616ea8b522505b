import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

import { api, expectOk, isApiError, nextQuery, unwrap, useSession, type CartAnswer } from '@/api';

import { papersDue } from '@/features/billing';

import { localCart, type LocalItem } from './localCart';

export const cartKeys = {
  cart: ['cart'] as const,
  course: (id: string) => ['cart', 'course', id] as const,
  orders: ['billing', 'orders'] as const,
  order: (id: string) => ['billing', 'order', id] as const,
};

function put(item: LocalItem): Promise<CartAnswer> {
  return unwrap(api.POST('/api/courses/cartItem/', { body: item }));
}

/** What was chosen before signing in joins what was there. Owned or withdrawn things are left out without a word. */
async function bringLocalItems(): Promise<void> {
  for (const item of localCart.items()) {
    try {
      await put(item);
    } catch (error) {
      const refused = isApiError(error) && error.status >= 400 && error.status < 500;
      if (!refused || error.status === 401 || error.status === 429) throw error;
    }
    localCart.remove(item.item_id);
  }
}

/** The cart of who is signed in. */
export function cartQuery() {
  return queryOptions({
    queryKey: cartKeys.cart,
    queryFn: async ({ signal }) => {
      await bringLocalItems();
      return unwrap(api.GET('/api/courses/cartItem/', { signal }));
    },
  });
}

/** One thing of a stranger's cart, at its present price; null once it is no longer for sale. */
export function localItemQuery(item: LocalItem) {
  return queryOptions({
    queryKey: cartKeys.course(item.item_id),
    queryFn: async ({ signal }) => {
      try {
        const course = await unwrap(
          api.GET('/api/courses/course/{slug_or_id}/', {
            params: { path: { slug_or_id: item.item_id } },
            signal,
          }),
        );
        return course.status === 'published' ? course : null;
      } catch (error) {
        if (isApiError(error) && error.isNotFound) return null;
        throw error;
      }
    },
  });
}

export function useLocalCart(): readonly LocalItem[] {
  return useSyncExternalStore(localCart.subscribe, localCart.items);
}

/** The ids of everything in the cart, wherever it is kept. */
export function useCartIds(): ReadonlySet<string> {
  const signedIn = useSession() === 'signed-in';
  const local = useLocalCart();
  const cart = useQuery({ ...cartQuery(), enabled: signedIn });
  return new Set((signedIn ? (cart.data?.results ?? local) : local).map((item) => item.item_id));
}

export function useAddToCart() {
  const client = useQueryClient();
  const signedIn = useSession() === 'signed-in';
  return useMutation({
    mutationFn: async (item: LocalItem) => {
      if (signedIn) return put(item);
      localCart.add(item);
      return null;
    },
    onSuccess: (cart) => {
      if (cart) client.setQueryData(cartQuery().queryKey, cart);
    },
  });
}

/** Gone from the list at once; the sums follow from the server. */
export function useRemoveFromCart() {
  const client = useQueryClient();
  const key = cartQuery().queryKey;
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(
        api.DELETE('/api/courses/cartItem/{cart_item_id}/', { params: { path: { cart_item_id: id } } }),
      ),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      client.setQueryData(
        key,
        before && { ...before, results: before.results.filter((item) => item.id !== id) },
      );
      return before;
    },
    onError: (_error, _id, before) => client.setQueryData(key, before),
    onSettled: () => client.invalidateQueries({ queryKey: key, exact: true }),
  });
}

export function ordersQuery() {
  return infiniteQueryOptions({
    queryKey: cartKeys.orders,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/billing/orders/', { params: { query: pageParam }, signal })),
    initialPageParam: {},
    getNextPageParam: nextQuery,
    refetchInterval: ({ state }) =>
      papersDue(state.data?.pages.flatMap((page) => page.results.flatMap((order) => order.documents)) ?? []),
  });
}

export function orderQuery(id: string) {
  return queryOptions({
    queryKey: cartKeys.order(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/billing/orders/{order_id}/', { params: { path: { order_id: id } }, signal })),
    refetchInterval: ({ state }) => papersDue(state.data?.documents ?? []),
  });
}
