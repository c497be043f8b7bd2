// The filters: what is chosen, who fits, and the address that says it. Who has not answered is no "no": such entries
// stay in the list, marked, until the visitor leaves them out.
function Filters(data, list, pins, move, parts, after) {
  "use strict";
  const { orgs, holidays, words } = data;
  const { by, node, fill } = Page;
  const form = by("filters"), found = by("found"), clear = by("clear"), chips = by("chosen");
  const unknown = form.elements.unknown;
  const inputs = [...form.querySelectorAll("input[data-says]")];
  const selects = [...form.querySelectorAll("select[data-says]")];
  const names = [...new Set([...inputs, ...selects].map((field) => field.name))];
  const choices = [...inputs, ...selects.flatMap((select) => [...select.options].filter((option) => option.value))];
  const nameOf = (choice) => choice.name || choice.parentElement.name;
  const isChosen = (choice) => choice.checked || choice.selected;
  const today = node("p", { className: "today-note", hidden: true });
  found.parentElement.after(today);

  const near = Near(data, move, () => changed());
  // In slices, where there are so many that a slow processor would let the visitor wait.
  const SLICE = parts ? 30 : Infinity;
  let state, job;

  // What a filter knows of an entry: its values, none for a no, undefined where nobody said.
  const answer = (org, name, day) => {
    if (name !== "today") return org[name];
    const open = org.when && Today.open(org.when, day, holidays);
    return open == null ? undefined : open ? ["1"] : [];
  };

  function apply() {
    const wanted = new Map(names.map((name) => [name, []]));
    for (const choice of choices) if (isChosen(choice)) wanted.get(nameOf(choice)).push(choice.value);
    const asked = names.filter((name) => wanted.get(name).length);
    state = { day: Today.date(), wanted, asked, ids: Object.keys(orgs), at: 0, counts: new Map(), shown: new Set(), unsure: new Map(), fresh: null };
    if (asked.length || near.place()) parts?.need();
    reckon();
  }

  function reckon() {
    clearTimeout(job);
    const until = performance.now() + SLICE;
    while (state.at < state.ids.length) {
      if (performance.now() > until) return void (job = setTimeout(reckon));
      judge(state.ids[state.at++]);
    }
    finish();
  }

  function judge(id) {
    const { day, wanted, asked, counts, shown, unsure, fresh } = state;
    const said = {};
    for (const name of names) said[name] = answer(orgs[id], name, day);
    const open = asked.filter((name) => !said[name]);
    const failed = asked.filter((name) => {
      return said[name] ? !said[name].some((value) => wanted.get(name).includes(value)) : !unknown.checked;
    });
    // A choice counts who would answer it with yes if everything else stayed as it is.
    for (const name of names) {
      if (failed.some((other) => other !== name)) continue;
      for (const value of said[name] || []) {
        const key = `${name}=${value}`;
        counts.set(key, (counts.get(key) || 0) + 1);
      }
    }
    if (failed.length) return;
    shown.add(id);
    fresh?.push(id);
    if (open.length) unsure.set(id, open);
  }

  function finish() {
    const { counts, shown, unsure, asked, day, fresh } = state;
    const unsureSays = (id) => unsure.has(id) && fill(words.unsure, { what: unsure.get(id).map(saysOf).join("・") });
    list.show(shown, unsureSays, near);
    count(counts);
    say(shown.size, unsure.size, asked, day);
    if (fresh) pins.add(fresh.flatMap((id) => data.of(id)));
    else pins.set(data.points.filter(({ id }) => shown.has(id)));
    state.fresh = [];
    after();
  }

  const saysOf = (name) => form.querySelector(`[name="${name}"]`).dataset.says;

  function count(counts) {
    for (const choice of choices) {
      const n = counts.get(`${nameOf(choice)}=${choice.value}`) || 0;
      if (choice.name) choice.parentElement.querySelector(".count").textContent = `(${n})`;
      else choice.textContent = `${choice.dataset.says} (${n})`;
    }
  }

  function say(n, unsure, asked, day) {
    const text = [
      n ? fill(words.found, { n }) : parts?.begins() ? "" : words.none,
      unsure ? fill(words["found-unsure"], { n: unsure }) : "",
      parts ? parts.said() : "",
    ].filter(Boolean).join(" ");
    found.setAttribute("aria-busy", Boolean(parts?.busy()));  // told once, not with each part
    if (found.textContent !== text) found.textContent = text;
    today.hidden = !asked.includes("today");
    today.textContent = fill(words.today, { day: Today.inWords(day) });
    const active = choices.filter(isChosen).map((choice) => [choice.dataset.says, () => drop(choice)]);
    if (!unknown.checked) active.push([words["known-only"], () => (unknown.checked = true)]);
    by("chosen-count").textContent = active.length ? `(${active.length})` : "";
    if (near.title()) active.push([near.title(), near.stop]);
    chips.replaceChildren(...active.map(([text, remove], index) => {
      const button = node("button", { type: "button", className: "chip" }, text, node("span", { textContent: "×" }));
      button.setAttribute("aria-label", fill(words.remove, { what: text }));
      button.addEventListener("click", () => {
        remove();
        changed();
        const rest = chips.querySelectorAll("button");  // the button is gone: the focus goes to its neighbour
        (rest[Math.min(index, rest.length - 1)] || found).focus();
      });
      return node("li", {}, button);
    }));
    chips.hidden = clear.hidden = !active.length;
  }

  function drop(choice) {
    if (choice.name) choice.checked = false;
    else choice.parentElement.value = "";
  }

  // The address says what is chosen: a step for each choice, so that "back" takes back the last one.
  function write() {
    const query = names.map((name) => [name, choices.filter((c) => nameOf(c) === name && isChosen(c)).map((c) => c.value)]);
    const parts = query.filter(([, values]) => values.length).map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(",")}`);
    if (!unknown.checked) parts.push("unknown=0");
    if (near.station()) parts.push(`near=${near.station()}`);
    const address = location.pathname + (parts.length ? `?${parts.join("&")}` : "");
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
  }

  function read() {
    const query = new URLSearchParams(location.search);
    for (const input of inputs) input.checked = (query.get(input.name) || "").split(",").includes(input.value);
    for (const select of selects) {
      select.value = query.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    unknown.checked = query.get("unknown") !== "0";
    near.choose(query.get("near") || "");
  }

  function changed() {
    apply();
    write();
  }

  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    near.stop();
    changed();
    found.focus();
  }));
  window.addEventListener("popstate", () => {
    read();
    apply();
  });
  read();
  apply();
  return {
    // Some were read that were not there before.
    more(ids) {
      state.ids.push(...ids);
      reckon();
    },
  };
}
