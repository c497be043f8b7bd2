// The search page: what is typed is looked up as it is typed. No text becomes HTML: rows are copies of the page's
// templates, filled through textContent.
(() => {
  "use strict";
  const FIRST = 20, MORE = 200, PAUSE = 150, AGAIN = 1000;
  const by = (id) => document.getElementById(id);
  const form = document.querySelector("form[data-search]");
  const input = form.elements.q;
  const root = form.dataset.search.replace("search.json", "");
  const [status, results, more] = ["found", "results", "found-more"].map(by);
  let index, timer, last, most;
  by("private").hidden = false;

  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  const load = () => index ||= fetch(form.dataset.search)
    .then((answer) => answer.json())
    .then((data) => {
      const found = { say: data.say, parts: data.parts || [], read: 0, ...Search.open(data) };
      readParts(found).catch(broken);
      return found;
    });
  // A large site is read in parts, first those of a city that is asked for; every second is looked up again.
  async function readParts(found) {
    found.all = found.parts.reduce((sum, { count }) => sum + count, 0);
    const left = [...found.parts];
    for (let last = Date.now(); left.length;) {
      const asked = new Set(found.find(input.value).pages.map(({ href }) => href));
      const n = Math.max(0, left.findIndex(({ city }) => asked.has(`cities/${city}/`)));
      const [{ name, count }] = left.splice(n, 1);
      const answer = await fetch(form.dataset.search.replace(".json", `-${name}.json`));
      found.add(await answer.json());
      found.read += count;
      if (left.length && Date.now() - last < AGAIN) continue;
      last = Date.now();
      await show(false, true);
    }
  }

  const row = (kind, thing, to) => {
    const made = by(`row-${kind}`).content.firstElementChild.cloneNode(true);
    made.firstElementChild.classList.add(`c-${thing.top}`);
    for (const place of made.querySelectorAll("[data-put]")) {
      const name = place.dataset.put;
      place.textContent = thing[name] || "";
      place.hidden = !thing[name];
      if (thing[`${name}_lang`]) place.lang = thing[`${name}_lang`];
    }
    made.querySelector("[data-to]").href = to;
    const call = made.querySelector("[data-call]");
    if (call) call.hidden = !(call.href = thing.tel ? `tel:${thing.tel.replace(/-/g, "").replace("#", "%23")}` : "");
    const listed = made.querySelector("[data-org]");
    if (listed) listed.dataset.org = thing.href.split("/")[1];
    const badge = made.querySelector("[data-badge]");
    if (badge) {
      badge.replaceWith(...(thing.badges || []).map(([text, tone]) => {
        const copy = badge.cloneNode();
        copy.classList.add(tone);
        copy.textContent = text;
        return copy;
      }));
    }
    return made;
  };
  const list = (kind, rows) => {
    const section = by(`found-${kind}`);
    section.hidden = !rows.length;
    section.querySelector("ul").replaceChildren(...rows);
  };

  async function show(asked, again) {
    const query = input.value.trim();
    const { say, find, read, all } = await load();
    if (query !== input.value.trim()) return;
    const { hotlines, pages, orgs, sure } = find(query);
    if (query !== last) [last, most] = [query, FIRST];
    const held = again && results.contains(document.activeElement) && document.activeElement.href;
    const size = (count) => count === undefined ? "" : count === 1 ? say.one : fill(say.count, { n: count });
    list("hotlines", hotlines.map((line) => row("hotlines", line, line.href)));
    list("pages", pages.map((page) => row("pages", { ...page, label: say[page.kind], size: size(page.count) }, root + page.href)));
    const listed = () => {
      const rows = orgs.slice(0, most).map((org) => row("orgs", org, root + org.href));
      list("orgs", rows);
      shortlist.show(...rows);
      more.hidden = orgs.length <= most;
      return rows;
    };
    listed();
    if (held) [...results.querySelectorAll("a")].find(({ href }) => href === held)?.focus({ preventScroll: true });
    more.onclick = () => {
      const n = most;
      most += MORE;
      listed()[n].querySelector("a").focus();
    };
    const found = pages.length + orgs.length, loading = read < all;
    const missed = !loading && !hotlines.length && !(found && sure);
    by("found-nothing").hidden = !missed;
    results.hidden = !query;
    status.setAttribute("aria-busy", loading);
    status.textContent = !query ? "" : missed ? say.none : [
      hotlines.length ? say.lines : "",
      found ? fill(say.found, { pages: pages.length, orgs: orgs.length }) : "",
      loading ? fill(say.loading, { n: read, all }) : "",
    ].join("");
    status.classList.toggle("unseen", missed);
    if (again) return;
    // While somebody types, only this visit remembers the words. What they ask for goes into the address, after the #, which
    // no server sees; words of danger do not: the list of visited pages must not show them.
    const kept = asked && query && !hotlines.length ? `#q=${encodeURIComponent(query)}` : "";
    history.replaceState({ query }, "", location.pathname + kept);
  }
  const broken = (error) => {
    index = null;
    status.textContent = status.dataset.failed;
    console.error(error);
  };
  const look = (asked) => show(asked).catch(broken);

  input.addEventListener("focus", () => load().catch(() => index = null), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await look(true);
    if (!results.hidden) results.focus();
  });
  const told = (text) => new URLSearchParams(text.slice(1)).get("q");
  const handed = () => {
    try {
      const query = sessionStorage.getItem("q");
      sessionStorage.removeItem("q");
      return query;
    } catch {
      return null; // storage is forbidden here
    }
  };
  const query = handed() ?? told(location.hash) ?? history.state?.query ?? told(location.search);
  if (query) {
    input.value = query;
    look(true);
  }
})();
