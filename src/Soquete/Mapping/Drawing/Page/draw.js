// Boxes and lines, each kept under its key from one map to the next.
const SVG = 'http://www.w3.org/2000/svg';
const MARKED = 5000;
const drawn = { boxes: new Map(), edges: new Map() };
let map = null;

function make(parent, name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

function drawBox(element, box) {
  element.replaceChildren();
  make(element, 'rect', { width: box.w, height: box.h, rx: 6 });
  make(element, 'text', { class: 'title', x: 12, y: 18 }, box.shown);
  if (box.sub) make(element, 'text', { class: 'dim', x: 12, y: 34 }, box.sub);
  for (const row of box.rows) {
    const group = make(element, 'g', { class: row.colour + (row.problem ? ' problem' : '') });
    make(group, 'circle', { class: 'port', cx: 0, cy: row.y, r: 3.5 });
    make(group, 'text', { class: 'row', x: 12, y: row.y + 4 }, row.text);
  }
  element.setAttribute('aria-label', [box.title, box.sub, ...box.rows.map(row => row.text),
    box.problem ? 'has a problem' : ''].filter(Boolean).join(', '));
}

function drawEdge(element, edge) {
  element.replaceChildren();
  make(element, 'title', {}, edge.title);
  make(element, 'path', { class: 'hit', d: edge.path });
  make(element, 'path', { class: 'line', d: edge.path });
  if (edge.head) make(element, 'path', { class: 'head', d: edge.head });
  if (edge.label) make(element, 'text', { class: 'label', x: edge.x, y: edge.y }, edge.label);
}

// Brings the elements of one kind up to date, and says which keys are new and which are gone.
function update(known, items, parent, create, draw, look) {
  const came = [], left = new Set(known.keys());
  for (const item of items) {
    const { facts, ends, text: searched, ...seen } = item;
    const text = JSON.stringify(seen);
    let entry = known.get(item.key);
    if (!entry) {
      entry = { element: create(parent, item) };
      known.set(item.key, entry);
      came.push(entry);
    }
    left.delete(item.key);
    if (entry.text !== text) draw(entry.element, item);
    entry.item = item;
    entry.text = text;
    const kept = ['new', 'selected', 'faint', 'found', 'current', 'lit'].filter(name =>
      entry.element.classList.contains(name));
    entry.element.setAttribute('class', [look(item), ...kept].join(' '));
  }
  const gone = [...left].map(key => [known.get(key), known.delete(key)][0]);
  return { came, gone };
}

function mark({ came, gone }) {
  for (const { element } of came) {
    element.classList.add('new');
    setTimeout(() => element.classList.remove('new'), MARKED);
  }
  for (const { element } of gone) {
    element.classList.add('gone');
    element.removeAttribute('tabindex');
    setTimeout(() => element.remove(), MARKED);
  }
}

function drawMap(next) {
  const first = map === null;
  // What is looked at stays where it is in the window, though the map moves under it.
  const anchor = first ? null : drawn.boxes.get(selected)?.item ?? nearest(map.boxes);
  map = next;
  const boxes = update(drawn.boxes, map.boxes, document.getElementById('boxes'), createBox, drawBox,
    box => `box${box.out ? ' outside' : ''}${box.problem ? ' problem' : ''}`);
  for (const { element, item } of drawn.boxes.values()) {
    element.setAttribute('transform', `translate(${item.x} ${item.y})`);
  }
  const edges = update(drawn.edges, map.edges, document.getElementById('edges'), createEdge, drawEdge,
    edge => `edge ${edge.colour}${edge.problem ? ' problem' : ''}${edge.waits ? ' waits' : ''}`);
  const alone = document.getElementById('alone');
  alone.setAttribute('x', 24);
  alone.setAttribute('y', map.alone + 14);
  alone.setAttribute('visibility', map.boxes.some(box => box.y > map.alone) ? 'visible' : 'hidden');
  document.getElementById('counts').textContent = [map.counts, ...map.gaps].join(' · ');
  if (first) {
    fit(map.width, map.height);
  } else {
    mark(boxes);
    mark(edges);
    const now = anchor && drawn.boxes.get(anchor.key)?.item;
    if (isFitted && !selected) fit(map.width, map.height);
    else if (now) move((anchor.x - now.x) * place.scale, (anchor.y - now.y) * place.scale);
  }
  drawFilters();
  lighten();
  details();
}

function createBox(parent, box) {
  const element = make(parent, 'g', { tabindex: 0, role: 'button', 'data-key': box.key });
  element.addEventListener('click', () => { if (!dragged) select(box.key); });
  element.addEventListener('pointerenter', () => hover(box.key));
  element.addEventListener('pointerleave', () => hover(null));
  element.addEventListener('focus', () => {
    const { item } = drawn.boxes.get(box.key) ?? {};
    if (item && element.matches(':focus-visible')) {
      if (!isSeen(item)) centre(item);
      hover(box.key);
    }
  });
  element.addEventListener('blur', () => hover(null));
  element.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      select(box.key);
    }
  });
  return element;
}

function createEdge(parent, edge) {
  const element = make(parent, 'g', { 'data-key': edge.key });
  element.addEventListener('click', () => { if (!dragged) select(edge.from); });
  return element;
}
