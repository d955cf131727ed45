// Searching, filters, and what is faint because of them.
const search = document.getElementById('search');
const found = document.getElementById('found');
const filters = document.getElementById('filters');
const off = new Set();
let onlyProblems = false, current = 0;

function matches() {
  const words = search.value.toLowerCase().split(' ').filter(Boolean);
  if (words.length === 0 || !map) return [];
  return map.boxes.filter(box => {
    box.text ??= [box.title, box.sub, ...box.facts.flat(), ...box.rows.map(row => row.text),
      ...box.ends.map(end => end.name)].join(' ').toLowerCase();
    return words.every(word => box.text.includes(word));
  });
}

function look(step) {
  const list = matches();
  current = list.length ? (step ? current + step + list.length : 0) % list.length : 0;
  found.textContent = search.value.trim() === '' ? '' : list.length ? `${current + 1} of ${list.length}` : 'none';
  lighten();
  if (list.length) centre(list[current]);
}

// Faint is what the filters leave out, and what has nothing to do with what is chosen or searched.
function lighten() {
  const list = matches(), hits = new Set(list.map(box => box.key)), focus = selected ?? hovered;
  const near = new Set([focus, ...hits]);
  const shown = edge => !off.has(edge.colour) && (!onlyProblems || edge.problem);
  for (const { item } of drawn.edges.values()) {
    if (shown(item) && (item.from === focus || item.to === focus)) near.add(item.from).add(item.to);
  }
  const joined = new Set(), lit = [];
  for (const { element, item } of drawn.edges.values()) {
    const touches = focus ? item.from === focus || item.to === focus
      : hits.size === 0 || hits.has(item.from) || hits.has(item.to);
    if (shown(item)) joined.add(item.from).add(item.to);
    element.classList.toggle('faint', !shown(item) || !touches);
    element.classList.toggle('lit', Boolean(focus) && shown(item) && touches);
    if (shown(item) && touches && (focus || hits.size > 0)) lit.push(element);
  }
  // They lie over what is faint.
  document.getElementById('edges').append(...lit);
  for (const { element, item } of drawn.boxes.values()) {
    const left = onlyProblems ? item.problem || joined.has(item.key)
      : off.size === 0 || joined.has(item.key) || item.rows.some(row => !off.has(row.colour));
    element.classList.toggle('faint', !left || ((focus || hits.size > 0) && !near.has(item.key)));
    element.classList.toggle('found', hits.has(item.key));
    element.classList.toggle('current', list[current]?.key === item.key);
  }
}

function addFilter(id, text, pressed, press) {
  const button = add(filters, 'button', text, id === 'problems' ? 'problem' : id);
  button.id = id;
  button.type = 'button';
  button.setAttribute('aria-pressed', pressed);
  button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', press());
    lighten();
  });
}

function drawFilters() {
  const colours = new Set([...map.edges, ...map.boxes.flatMap(box => box.rows)].map(item => item.colour));
  for (const colour of ['tcp', 'udp', 'unix', 'pipe', 'other']) {
    if (!colours.has(colour) || document.getElementById(colour)) continue;
    addFilter(colour, colour, true, () => off.delete(colour) || !off.add(colour));
  }
  if (!document.getElementById('problems')) {
    addFilter('problems', 'problems only', false, () => onlyProblems = !onlyProblems);
  }
}

search.addEventListener('input', () => look(0));
search.addEventListener('keydown', event => {
  if (event.key === 'Enter') look(event.shiftKey ? -1 : 1);
});
