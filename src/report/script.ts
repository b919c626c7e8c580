/**
 * What the page does by itself: tells the values behind marks to the pointer and the keyboard, switches series, saves a
 * figure, and opens what is closed before it is printed. Without it the page shows everything but these values.
 */
export const script = `'use strict';
const told = document.getElementById('value');
const NEAR = 22;
let mark = null;
// What the keyboard told last: it is told again where the page has moved.
let again = null;

const hide = () => {
  told.textContent = '';
  mark?.classList.contains('dot') ? mark.remove() : mark?.classList.remove('told');
  mark = null;
};
const tell = (words, x, y) => {
  told.textContent = words;
  const { width, height } = told.getBoundingClientRect();
  const left = x + 14 + width > innerWidth ? x - 14 - width : x + 14;
  told.style.left = Math.max(4, left) + 'px';
  told.style.top = Math.max(4, Math.min(y - height / 2, innerHeight - height - 4)) + 'px';
};
const tables = new Map();
const words = (element, row) => {
  const { columns, rows } = tables.get(element.closest('figure'));
  return rows[row].map((cell, at) => (cell === '' ? '' : columns[at] + ': ' + cell)).filter((line) => line !== '').join('\\n');
};
const save = (blob, name) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
const isShown = (element) => !element.closest('.off');
const dotAt = (line, x, y) => {
  const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  dot.setAttribute('class', 'dot');
  dot.setAttribute('cx', x);
  dot.setAttribute('cy', y);
  dot.setAttribute('r', 2.2);
  dot.setAttribute('fill', getComputedStyle(line).stroke);
  dot.setAttribute('stroke', '#fff');
  line.after(dot);
  return dot;
};
const showMark = (element, x, y) => {
  const box = element.getBoundingClientRect();
  hide();
  if (element.tagName !== 'rect' && box.width < 60) element.classList.add('told');
  mark = element;
  tell(words(element, element.dataset.row), x ?? box.right, y ?? box.top + box.height / 2);
};
const showPoint = (line, [x, y, row]) => {
  hide();
  const at = new DOMPoint(x, y).matrixTransform(line.getScreenCTM());
  mark = dotAt(line, x, y);
  tell(words(line, row), at.x, at.y);
};

for (const figure of document.querySelectorAll('figure')) {
  const stage = figure.querySelector('.stage');
  const svg = stage.querySelector('svg');
  if (!svg) continue;
  const single = [...svg.querySelectorAll('[data-row]')];
  const lines = [...svg.querySelectorAll('[data-points]')].map((line) => ({ line, points: JSON.parse(line.dataset.points) }));
  const off = new Set();
  tables.set(figure, JSON.parse(figure.querySelector('script').textContent));

  const nearest = (event) => {
    let [least, found] = [NEAR, null];
    for (const { line, points } of lines) {
      if (!isShown(line)) continue;
      const matrix = line.getScreenCTM();
      for (const point of points) {
        const at = new DOMPoint(point[0], point[1]).matrixTransform(matrix);
        const distance = Math.hypot(at.x - event.clientX, at.y - event.clientY);
        if (distance < least) [least, found] = [distance, { line, point }];
      }
    }
    return found;
  };
  svg.addEventListener('pointermove', (event) => {
    again = null;
    const own = event.target.closest('[data-row]');
    const near = own && own.tagName !== 'rect' ? null : nearest(event);
    if (near) showPoint(near.line, near.point);
    else if (own) showMark(own, event.clientX, event.clientY);
    else hide();
  });
  svg.addEventListener('pointerleave', hide);

  let at = -1;
  stage.addEventListener('blur', () => {
    at = -1;
    again = null;
    hide();
  });
  stage.addEventListener('keydown', (event) => {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key === 'Escape') {
      again = null;
      return hide();
    }
    if (!(event.key in steps) && event.key !== 'Home' && event.key !== 'End') return;
    const stops = [
      ...lines.filter(({ line }) => isShown(line)).flatMap(({ line, points }) => points.map((point) => () => showPoint(line, point))),
      ...single.filter(isShown).map((element) => () => showMark(element)),
    ];
    if (stops.length === 0) return;
    event.preventDefault();
    if (event.key === 'Home') at = 0;
    else if (event.key === 'End') at = stops.length - 1;
    else at = Math.max(0, Math.min(stops.length - 1, at + steps[event.key]));
    again = stops[at];
    again();
  });

  figure.addEventListener('change', ({ target }) => {
    const key = target.dataset.switch;
    if (!key) return;
    off[target.checked ? 'delete' : 'add'](key);
    for (const element of svg.querySelectorAll('[data-series]'))
      element.classList.toggle('off', element.dataset.series.split(' ').some((each) => off.has(each)));
    hide();
  });

  figure.querySelector('[data-save]').addEventListener('click', () => {
    const copy = svg.cloneNode(true);
    for (const element of copy.querySelectorAll('.off, .dot')) element.remove();
    for (const use of copy.querySelectorAll('use')) use.replaceWith(document.querySelector(use.getAttribute('href')).cloneNode());
    for (const shape of copy.querySelectorAll('[id^="shape-"]')) shape.removeAttribute('id');
    for (const element of copy.querySelectorAll('[data-series], [data-row], [data-points], .told'))
      for (const name of ['data-series', 'data-row', 'data-points', 'class']) element.removeAttribute(name);
    const heading = copy.querySelector('desc.title');
    if (heading) {
      const title = document.createElementNS(svg.namespaceURI, 'title');
      title.id = heading.id;
      title.textContent = heading.textContent;
      heading.replaceWith(title);
    }
    const letters = document.createElementNS(svg.namespaceURI, 'style');
    letters.textContent = document.getElementById('letters').textContent;
    copy.prepend(letters);
    save(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }), figure.dataset.name + '.svg');
  });

  figure.querySelector('[data-csv]')?.addEventListener('click', async ({ target }) => {
    const bytes = Uint8Array.from(atob(target.dataset.csv), (letter) => letter.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    save(new Blob([await new Response(plain).blob()], { type: 'text/csv;charset=utf-8' }), figure.dataset.name + '.csv');
  });
}

let closed = [];
addEventListener('beforeprint', () => {
  closed = [...document.querySelectorAll('details:not([open])')];
  for (const details of closed) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of closed) details.open = false;
});
addEventListener('scroll', () => (again ?? hide)(), { passive: true });
`;
