// The list of a large site: who is in view of the map, or by distance everybody, a few rows at a time. Who is drawn
// nowhere comes last. The page itself has links to whole lists, which stay below.
function Rows(data, map) {
  "use strict";
  const { by, node, fill } = Page;
  const FIRST = 20, { words } = data, list = by("list");
  const heading = node("h2", { id: "rows-title" }), rows = node("ul", { className: "rows in-step" });
  const more = node("button", { type: "button", className: "button plain", textContent: words.more });
  const section = node("section", { className: "list-section" }, heading, rows, node("p", {}, more));
  section.setAttribute("aria-labelledby", heading.id);
  let last = null, order = [], most = FIRST, drawn = "", job;

  function show(shown, unsure, near) {
    if (near.turned() || !last || last.shown !== shown) most = FIRST;
    last = { shown, unsure, near };
    arrange();
  }

  function arrange() {
    const { shown, near } = last;
    const nearest = near.place() ? near.reach() : null;
    order = nearest ? byDistance(shown, nearest) : inView(shown);
    heading.replaceChildren(`${near.title() || words["in-view"]} `, node("span", { className: "count", textContent: fill(words.count, { n: order.length }) }));
    fillRows(nearest);
  }

  function byDistance(shown, nearest) {
    const metres = (id) => nearest.get(id)?.metres ?? Infinity;
    return [...shown].map((id) => [metres(id), id]).sort(([a], [b]) => (a === b ? 0 : a - b)).map(([, id]) => id);
  }

  // Who is sure to fit comes first.
  function inView(shown) {
    const bounds = map.getBounds(), groups = [[], [], []];
    for (const id of shown) {
      const points = data.of(id);
      if (!points.length) groups[2].push(id);
      else if (points.some(({ lat, lon }) => bounds.contains([lat, lon]))) groups[last.unsure(id) ? 1 : 0].push(id);
    }
    return groups.flat();
  }

  function fillRows(nearest) {
    const shown = order.slice(0, most), now = shown.map((id) => `${id} ${last.unsure(id) || ""}${nearest?.get(id)?.metres ?? ""}`).join();
    more.hidden = order.length <= most;
    section.hidden = !order.length;
    if (now === drawn) return;
    drawn = now;
    rows.replaceChildren(...shown.map((id) => row(id, nearest)));
    if (!section.isConnected) list.prepend(section);
    shortlist.show(...rows.children);
  }

  function row(id, nearest) {
    const said = data.rows[id], unsure = last.unsure(id);
    const name = node("a", { href: said.href, textContent: said.name });
    if (said.lang) name.lang = said.lang;
    const body = node("div", { className: "row-body" }, node("h3", {}, name), node("p", { className: "row-where" },
      node("span", { textContent: said.in || "" }), node("span", { className: "row-category", textContent: said.kinds })));
    const summary = node("p", { className: "row-summary", textContent: said.summary || "" });
    if (said.summary_lang) summary.lang = said.summary_lang;
    body.append(summary);
    if (said.tel) body.append(node("p", { className: "row-meta" }, Page.call(said.tel)));
    const article = node("article", { className: `row c-${said.top}` }, node("span", { className: "mark", ariaHidden: "true", textContent: said.letter }), body);
    article.dataset.org = id;
    const item = node("li", {}, article);
    item.dataset.id = id;
    if (nearest) {
      const found = nearest.get(id);
      item.prepend(node("p", { className: "distance", textContent: found ? Near.inWords(found, words) : words.nowhere }));
    }
    if (unsure) item.append(node("p", { className: "unsure small", textContent: unsure }));
    return item;
  }

  more.addEventListener("click", () => {
    const n = most;
    most += FIRST;
    fillRows(last.near.place() ? last.near.reach() : null);
    rows.children[n].querySelector("a").focus();
  });
  map.on("moveend", () => {
    clearTimeout(job);
    job = setTimeout(() => {
      if (last && !last.near.place()) arrange();
    }, 150);
  });
  return { show };
}
