// No style sheet is loaded, so what jsdom's own one says of an element follows, colours aside, from its name and kind,
// from `hidden` and `open`, and from the styles written on it and around it: each such case is worked out once.
const workOut = window.getComputedStyle.bind(window);
const workedOut = new Map<string, CSSStyleDeclaration>();

window.getComputedStyle = (element) => {
  const kind = ['type', 'hidden', 'open'].map((name) => element.getAttribute(name) ?? '-');
  let facts = [element.localName, ...kind].join();
  for (let near: Element | null = element; near; near = near.parentElement) {
    const written = near.getAttribute('style');
    if (written !== null) facts += `;${written}`;
  }
  const style = workedOut.get(facts) ?? workOut(element);
  workedOut.set(facts, style);
  return style;
};

// Nothing is drawn here: to axe, which asks whether a word is an icon in disguise, each letter is a square of ink.
const ink = {
  canvas: {},
  measureText: (text: string) => ({ width: 30 * text.length }),
  fillText: () => undefined,
  clearRect: () => undefined,
  getImageData: () => ({ data: new Uint8ClampedArray(4).fill(255) }),
};
Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', { value: () => ink });
