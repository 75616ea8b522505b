/** Lets the browser paint and hear a tap before the next piece of work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    window.setTimeout(resolve);
  });
}
