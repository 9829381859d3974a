// Charts can be read closely. What draws them there is large, so it comes when it is asked for.
const DRAWERS = ["vega", "vega-lite", "vega-embed"];
const MOVES = [
  ["Closer", "closer"],
  ["Further", "further"],
  ["Left", "left"],
  ["Right", "right"],
  ["Up", "up"],
  ["Down", "down"],
  ["Whole chart", "whole"],
];
const STEP = 40;
const NARROW = "(max-width: 44rem)";
let drawers;

const load = (name) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `/static/${name}.min.js`;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${name} did not come`));
    document.head.append(script);
  });

// One after the other, because each uses the one before.
const loadAll = async () => {
  for (const name of DRAWERS) await load(name);
};

const make = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });

const plots = (place) =>
  [...place.querySelectorAll("svg .role-scope > g > .background")].filter((plot) => plot.getBBox().width > STEP);

// The buttons do what a wheel and a pointer do, so that nobody needs either.
const move = (place, way) => {
  for (const plot of plots(place)) {
    const box = plot.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const send = (kind, at, dx = 0, dy = 0) =>
      at.dispatchEvent(
        new PointerEvent(kind, { clientX: x + dx, clientY: y + dy, bubbles: true, cancelable: true, view: window })
      );
    if (way === "closer" || way === "further") {
      const deltaY = way === "closer" ? -120 : 120;
      plot.dispatchEvent(new WheelEvent("wheel", { clientX: x, clientY: y, deltaY, bubbles: true, cancelable: true }));
    } else if (way === "whole") {
      plot.dispatchEvent(new MouseEvent("dblclick", { clientX: x, clientY: y, bubbles: true }));
    } else {
      const [dx, dy] = { left: [STEP, 0], right: [-STEP, 0], up: [0, STEP], down: [0, -STEP] }[way];
      send("pointerdown", plot);
      send("pointermove", window, dx, dy);
      send("pointerup", window, dx, dy);
    }
  }
};

const open = async (figure) => {
  const dialog = make("dialog", "", { className: "zoom" });
  const heading = make("h2", figure.dataset.title, { id: "zoom-title" });
  const told = make("p", "The chart is being drawn.", { className: "small" });
  const place = make("div", "", { className: "chart closely" });
  const tools = make("div", "", { className: "tools" });
  const close = make("button", "Close", { type: "button", onclick: () => dialog.close() });
  told.setAttribute("role", "status");
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", "Move in the chart");
  dialog.setAttribute("aria-labelledby", "zoom-title");
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", `${figure.dataset.title}. The numbers stand in the table on the page.`);
  const link = make("a", "This chart as Vega-Lite", { href: figure.dataset.chart });
  const foot = make("p", "", { className: "foot" });
  foot.append(close, link);
  const key = figure.parentElement?.querySelector(":scope > .key")?.cloneNode(true);
  dialog.append(...[heading, key, told, tools, place, foot].filter(Boolean));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  try {
    const address = new URL(figure.dataset.chart, location);
    if (matchMedia(NARROW).matches) address.searchParams.set("screen", "narrow");
    const asked = fetch(address, { headers: { accept: "application/json" } });
    drawers ??= loadAll();
    await drawers;
    const answer = await asked;
    if (!answer.ok) throw new Error(answer.status);
    const view = await vegaEmbed(place, await answer.json(), { ast: true, actions: false, renderer: "svg" });
    dialog.addEventListener("close", () => view.finalize());
    place.querySelector("svg").setAttribute("aria-hidden", "true");
    const isMovable = view.spec.params || JSON.stringify(view.spec).includes('"bind":"scales"');
    told.textContent = isMovable
      ? "Turn the wheel or pinch to come closer, drag to move, or use the buttons."
      : "This chart has no axis to move along.";
    if (isMovable) {
      for (const [words, way] of MOVES) {
        tools.append(make("button", words, { type: "button", onclick: () => move(place, way) }));
      }
    }
  } catch {
    drawers = undefined;
    told.textContent = "The chart could not be drawn here; the one on the page shows the same.";
  }
};

const offer = (root) => {
  for (const figure of root.querySelectorAll("[data-chart]")) {
    const summary = figure.querySelector("details");
    if (!summary || figure.querySelector(".zoom-in")) continue;
    const button = make("button", "Zoom", { type: "button", className: "zoom-in", onclick: () => open(figure) });
    button.append(make("span", `: ${figure.dataset.title}`, { className: "unseen" }));
    summary.before(button);
  }
};

offer(document);
document.addEventListener("htmx:afterSettle", () => offer(document));
