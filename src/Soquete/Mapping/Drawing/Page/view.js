// The part of the map that is seen: where it is, and how large.
const svg = document.getElementById('map');
const view = document.getElementById('view');
const place = { x: 0, y: 0, scale: 1 };
const LEAST = 0.02, MOST = 6, STEP = 1.25, MOVE = 60;

let isFitted = true;

function show(fitted = false) {
  isFitted = fitted;
  view.setAttribute('transform', `translate(${place.x} ${place.y}) scale(${place.scale})`);
}

// Zooms so that what is at a point of the window stays there.
function zoom(factor, x = svg.clientWidth / 2, y = svg.clientHeight / 2) {
  const scale = Math.min(MOST, Math.max(LEAST, place.scale * factor));
  place.x = x - (x - place.x) * scale / place.scale;
  place.y = y - (y - place.y) * scale / place.scale;
  place.scale = scale;
  show();
}

function move(dx, dy) {
  place.x += dx;
  place.y += dy;
  show();
}

function fit(width, height) {
  const scale = Math.min(svg.clientWidth / width, svg.clientHeight / height, 1.3);
  place.scale = Math.max(LEAST, scale);
  place.x = (svg.clientWidth - width * place.scale) / 2;
  place.y = Math.max(0, (svg.clientHeight - height * place.scale) / 2);
  show(true);
}

function centre(box) {
  place.scale = Math.max(place.scale, 0.75);
  place.x = svg.clientWidth / 2 - (box.x + box.w / 2) * place.scale;
  place.y = svg.clientHeight / 2 - (box.y + box.h / 2) * place.scale;
  show();
}

function isSeen(box) {
  const left = box.x * place.scale + place.x, top = box.y * place.scale + place.y;
  return left >= 0 && top >= 0 && left + box.w * place.scale <= svg.clientWidth
    && top + box.h * place.scale <= svg.clientHeight;
}

// The box that is nearest to the middle of the window.
function nearest(boxes) {
  const x = (svg.clientWidth / 2 - place.x) / place.scale, y = (svg.clientHeight / 2 - place.y) / place.scale;
  const distance = box => Math.hypot(box.x + box.w / 2 - x, box.y + box.h / 2 - y);
  return boxes.reduce((best, box) => best && distance(best) <= distance(box) ? best : box, null);
}

// Dragging with one pointer, pinching with two.
const pointers = new Map();
let dragged = false;

function spread() {
  const [a, b] = [...pointers.values()];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, distance: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
}

function at(event) {
  const edge = svg.getBoundingClientRect();
  return { x: event.clientX - edge.left, y: event.clientY - edge.top };
}

svg.addEventListener('pointerdown', event => {
  pointers.set(event.pointerId, at(event));
  dragged = false;
});
svg.addEventListener('pointermove', event => {
  const last = pointers.get(event.pointerId);
  if (!last) return;
  const now = at(event);
  if (pointers.size === 1) {
    if (!dragged && Math.hypot(now.x - last.x, now.y - last.y) < 4) return;
    if (!dragged) svg.setPointerCapture(event.pointerId);
    dragged = true;
    svg.classList.add('dragging');
    move(now.x - last.x, now.y - last.y);
    pointers.set(event.pointerId, now);
    return;
  }
  const before = spread();
  pointers.set(event.pointerId, now);
  const after = spread();
  dragged = true;
  move(after.x - before.x, after.y - before.y);
  zoom(after.distance / before.distance, after.x, after.y);
});
for (const end of ['pointerup', 'pointercancel', 'pointerleave']) {
  svg.addEventListener(end, event => {
    pointers.delete(event.pointerId);
    svg.classList.remove('dragging');
  });
}
svg.addEventListener('wheel', event => {
  event.preventDefault();
  const point = at(event);
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), point.x, point.y);
}, { passive: false });
