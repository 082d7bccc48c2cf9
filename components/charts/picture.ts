const svgNamespace = 'http://www.w3.org/2000/svg';

/** What CSS may have given a mark, and what must therefore be written on its copy. */
const markProperties = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline'];

function make<Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Readonly<Record<string, string | number>>): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A copy of a drawn `<svg>` that needs no style sheet, at its place relative to (left, top). */
function copyOf(drawn: SVGSVGElement, left: number, top: number): SVGSVGElement {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const box = drawn.getBoundingClientRect();
  for (const [key, value] of Object.entries({ x: box.left - left, y: box.top - top, width: box.width, height: box.height })) copy.setAttribute(key, String(value));
  copy.removeAttribute('class');
  const marks = drawn.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((mark, index) => {
    const style = getComputedStyle(marks[index]);
    for (const property of markProperties) mark.setAttribute(property, style.getPropertyValue(property));
    mark.removeAttribute('class');
  });
  return copy;
}

/** The words of a text node, each where the browser has set it. Width is kept, whatever font the picture is shown in. */
function wordsOf(text: Text, left: number, top: number): SVGTextElement[] {
  const parent = text.parentElement;
  if (!parent) return [];
  const style = getComputedStyle(parent);
  const size = Number.parseFloat(style.fontSize);
  const range = document.createRange();
  return [...text.data.matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const box = range.getBoundingClientRect();
    // Nothing is drawn of what is hidden: a closed popover, or text for screen readers only.
    if (box.width < 1 || parent.closest('.visually-hidden')) return [];
    const set = make('text', {
      x: box.left - left,
      y: box.top - top + box.height / 2 + size * 0.35,
      textLength: box.width,
      lengthAdjust: 'spacingAndGlyphs',
      fill: style.color,
      'font-family': style.fontFamily,
      'font-size': size,
      'font-weight': style.fontWeight,
    });
    set.textContent = word;
    return [set];
  });
}

/**
 * What the reader sees of an element, as SVG markup that refers to nothing outside itself: its filled boxes, its `<svg>`s
 * and its words, on the page's paper.
 */
export function pictureOf(element: HTMLElement): string {
  const { left, top, width, height } = element.getBoundingClientRect();
  const margin = 16;
  const [fullWidth, fullHeight] = [Math.ceil(width + 2 * margin), Math.ceil(height + 2 * margin)];
  const picture = make('svg', { width: fullWidth, height: fullHeight, viewBox: `${-margin} ${-margin} ${fullWidth} ${fullHeight}` });
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  picture.append(make('rect', { x: -margin, y: -margin, width: fullWidth, height: fullHeight, fill: paper }));

  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => (node.parentNode instanceof SVGElement ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) picture.append(...wordsOf(node, left, top));
    else if (node instanceof SVGSVGElement) picture.append(copyOf(node, left, top));
    else if (node instanceof HTMLElement) {
      const fill = getComputedStyle(node).backgroundColor;
      const box = node.getBoundingClientRect();
      if (box.width > 0 && fill !== 'rgba(0, 0, 0, 0)') {
        picture.append(make('rect', { x: box.left - left, y: box.top - top, width: box.width, height: box.height, fill }));
      }
    }
  }
  return new XMLSerializer().serializeToString(picture);
}
