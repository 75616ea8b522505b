/** The look of everything that opens above the page. */
export const POPUP =
  'z-(--z-popover) min-w-52 animate-rise rounded-md bg-surface p-1.5 shadow-3 ring-1 ring-line focus:outline-none';
