// Keys, buttons, the look, and maps as they come.
const state = document.getElementById('state');
const lookButton = document.getElementById('look');
const keys = {
  '+': () => zoom(STEP), '=': () => zoom(STEP), '-': () => zoom(1 / STEP), '0': () => map && fit(map.width, map.height),
  ArrowLeft: () => move(MOVE, 0), ArrowRight: () => move(-MOVE, 0), ArrowUp: () => move(0, MOVE),
  ArrowDown: () => move(0, -MOVE), '/': () => search.select(), d: () => setLook(!isDark()),
};

function isDark() {
  return document.documentElement.dataset.look === 'dark';
}

function setLook(dark) {
  document.documentElement.dataset.look = dark ? 'dark' : 'light';
  lookButton.setAttribute('aria-pressed', dark);
}

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    if (search.value) {
      search.value = '';
      look(0);
    } else if (selected) {
      select(selected);
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target === search || panel.contains(event.target)) return;
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
document.getElementById('in').addEventListener('click', keys['+']);
document.getElementById('out').addEventListener('click', keys['-']);
document.getElementById('fit').addEventListener('click', keys['0']);
lookButton.addEventListener('click', keys.d);
svg.addEventListener('click', event => {
  if (event.target === svg && selected && !dragged) select(selected);
});

// The look follows the system's until somebody chooses.
const system = matchMedia('(prefers-color-scheme: dark)');
system.addEventListener('change', event => setLook(event.matches));
setLook(system.matches);

if (document.body.dataset.live === 'true') {
  const events = new EventSource('events');
  state.textContent = 'connecting …';
  events.addEventListener('map', event => {
    state.dataset.state = 'live';
    state.textContent = 'live';
    drawMap(JSON.parse(event.data));
  });
  events.addEventListener('problem', event => {
    state.dataset.state = 'lost';
    state.textContent = JSON.parse(event.data);
  });
  events.addEventListener('error', () => {
    state.dataset.state = 'lost';
    state.textContent = events.readyState === EventSource.CLOSED ? 'ended' : 'connection lost, trying again …';
  });
} else {
  drawMap(JSON.parse(document.getElementById('data').textContent));
}
