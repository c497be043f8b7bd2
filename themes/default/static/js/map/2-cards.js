// The list of a site that has everybody on the page: rows are hidden, marked and put in order. The map shows the same.
function Cards(data) {
  "use strict";
  const { by, node, fill } = Page;
  const list = by("list"), cards = [...list.querySelectorAll("li[data-id]")];
  const homes = cards.map((card) => card.parentElement);
  const section = node("section", { className: "list-section" });
  const heading = node("h2", { id: "near-title" }), rows = node("ul", { className: "rows" });
  section.setAttribute("aria-labelledby", heading.id);
  section.append(heading, rows);
  const spots = new Map();
  for (const point of data.points) spots.set(point.id, [...spots.get(point.id) || [], point]);
  data.of = (id) => spots.get(id) || [];

  // Who is sure to fit comes before who has not answered; by distance, the distance alone counts.
  function show(shown, unsure, near) {
    for (const card of cards) {
      const { id } = card.dataset, text = unsure(id);
      card.hidden = !shown.has(id);
      card.querySelector(".unsure")?.remove();
      if (text) card.append(node("p", { className: "unsure small", textContent: text }));
    }
    const from = near.place();
    if (!from) {
      for (const late of [false, true]) cards.forEach((card, n) => !!unsure(card.dataset.id) === late && homes[n].append(card));
      section.remove();
    }
    if (near.turned()) {
      for (const card of cards) card.querySelector(".distance")?.remove();
      if (from) measure(near);
    }
    for (const each of list.querySelectorAll("section")) {
      const n = each.querySelectorAll("li[data-id]:not([hidden])").length;
      each.hidden = !n;
      each.querySelector(".count").textContent = fill(data.words.count, { n });
    }
  }

  function measure(near) {
    const nearest = near.reach();
    const metres = (card) => nearest.get(card.dataset.id)?.metres ?? Infinity;
    const order = cards.map((card) => [metres(card), card]);
    order.sort(([a], [b]) => (a === b ? 0 : a - b));  // stable: who has no point stays in the order of the list
    for (const [, card] of order) {
      const found = nearest.get(card.dataset.id);
      card.prepend(node("p", { className: "distance", textContent: found ? Near.inWords(found, data.words) : data.words.nowhere }));
      rows.append(card);
    }
    heading.replaceChildren(`${near.title()} `, node("span", { className: "count" }));
    list.querySelector("section").before(section);
  }

  return { show };
}
