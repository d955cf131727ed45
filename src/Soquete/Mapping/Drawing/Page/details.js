// What is said of the process that is pointed at, or else of the one that was chosen.
const panel = document.getElementById('details');
let selected = null, hovered = null;

function add(parent, name, text, look) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (look) element.className = look;
  parent.append(element);
  return element;
}

function select(key) {
  selected = selected === key ? null : key;
  hovered = null;
  for (const [other, { element }] of drawn.boxes) {
    element.classList.toggle('selected', other === selected);
    element.setAttribute('aria-pressed', other === selected);
  }
  lighten();
  details();
  uncover();
}

// Moves the map where the panel would lie over what was chosen.
function uncover() {
  const box = drawn.boxes.get(selected)?.item;
  if (!box || svg.clientWidth < 2 * panel.offsetWidth) return;
  const over = (box.x + box.w) * place.scale + place.x - (svg.clientWidth - panel.offsetWidth - 30);
  if (over > 0) move(-over, 0);
}

function hover(key) {
  hovered = key;
  if (!selected) lighten();
  details();
}

function details() {
  const box = drawn.boxes.get(hovered ?? selected)?.item;
  panel.hidden = !box;
  if (!box) return;
  const scroll = panel.dataset.key === box.key ? panel.scrollTop : 0;
  panel.dataset.key = box.key;
  panel.replaceChildren();
  add(panel, 'h2', box.title);
  if (selected === box.key) {
    const close = add(panel, 'button', '×');
    close.id = 'close';
    close.type = 'button';
    close.setAttribute('aria-label', 'Close details');
    close.addEventListener('click', () => select(box.key));
  }
  const facts = add(panel, 'dl');
  for (const [name, value] of box.facts) {
    add(facts, 'dt', name);
    add(facts, 'dd', value);
  }
  addEnds(box);
  panel.scrollTop = scroll;
}

function addEnds(box) {
  if (box.ends.length === 0) return;
  add(panel, 'h3', box.more ? `The first ${box.ends.length} of ${box.ends.length + box.more} ends`
    : `${box.ends.length} end${box.ends.length === 1 ? '' : 's'}`);
  const list = add(panel, 'ul');
  for (const end of box.ends) {
    const item = add(list, 'li');
    add(item, 'b', end.name);
    for (const line of end.lines) add(item, 'span', line);
    for (const problem of end.problems) add(item, 'span', `! ${problem}`, 'problem');
  }
}
