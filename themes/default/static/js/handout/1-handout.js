// The hand-out is put together here, in the browser: every organisation's own page holds its slip and its QR code.
(() => {
  "use strict";
  const by = (id) => document.getElementById(id);
  const [list, status, whole, empty] = ["slips", "handout-status", "handout", "handout-empty"].map(by);
  const item = by("slip-item").content.firstElementChild;
  const slips = new Map();
  let ids = [];
  by("handout-without").hidden = true;

  const say = (what, facts = {}) => {
    status.textContent = status.dataset[what]?.replace(/\{(\w+)\}/g, (_, name) => facts[name]) || "";
  };
  const told = () => shortlist.read(new URLSearchParams(location.hash.slice(1)).get("l"));

  // Returns the list item of an organisation, null where the site has it no more. Rejects where nothing answers.
  async function load(id) {
    const address = new URL(`../orgs/${id}/`, location.href).href;
    const answer = await fetch(address);
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = item.cloneNode(true);
    made.dataset.id = id;
    made.prepend(page.getElementById("slip").content.firstElementChild);
    made.querySelector(".slip-qr").append(page.querySelector(".keep-qr svg"));
    made.querySelector("[data-open]").href = address;
    made.quiet = Boolean(page.querySelector("[data-exit]"));
    made.called = made.querySelector("h2 > span").textContent;
    for (const place of made.querySelectorAll(".unseen")) place.textContent = made.called;
    return made;
  }

  // What is printed for people in danger never stands in an address: the history of a browser would tell.
  function lay() {
    const shown = ids.map((id) => slips.get(id)).filter(Boolean);
    list.replaceChildren(...shown);
    shown.forEach((each, n) => {
      each.querySelector("[data-move='-1']").disabled = !n;
      each.querySelector("[data-move='1']").disabled = n === shown.length - 1;
    });
    whole.hidden = !shown.length;
    empty.hidden = ids.length > 0;
    shortlist.save(ids);
    const open = ids.filter((id) => !slips.get(id)?.quiet);
    history.replaceState({ list: shortlist.stored || ids }, "", location.pathname + (open.length ? `#l=${open}` : ""));
  }

  async function show(wanted) {
    const found = await Promise.allSettled(wanted.map((id) => slips.get(id) || load(id)));
    found.forEach(({ value }, n) => value && slips.set(wanted[n], value));
    ids = wanted.filter((_, n) => found[n].value !== null);
    lay();
    say(found.some(({ status }) => status === "rejected") ? "failed" : ids.length < wanted.length ? "gone" : "");
  }

  list.addEventListener("click", ({ target }) => {
    const pressed = target.closest("button");
    if (!pressed) return;
    const { id } = pressed.closest("li").dataset, { called: name } = slips.get(id), n = ids.indexOf(id);
    const to = n + Number(pressed.dataset.move);
    ids.splice(n, 1);
    if (pressed.dataset.move) ids.splice(to, 0, id);
    lay();
    say(pressed.dataset.move ? "moved" : "dropped", { name, n: to + 1 });
    const next = pressed.dataset.move ? slips.get(id) : list.children[Math.min(n, list.children.length - 1)];
    const same = pressed.dataset.move ? pressed : next?.querySelector("[data-drop]");
    (same?.disabled ? next.querySelector("[data-move]:enabled") : same || empty.querySelector("a")).focus();
  });
  by("handout-clear").addEventListener("click", () => {
    ids = [];
    lay();
    empty.querySelector("a").focus();
  });
  addEventListener("hashchange", () => told().length && show(told()));

  // A page opened again in its tab has the tab's list; one that is opened by a link has the link's.
  const again = history.state?.list;
  show(again ? (shortlist.stored ? shortlist.ids : again) : told().length ? told() : shortlist.ids);
})();
