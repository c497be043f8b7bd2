// What this device keeps of the site, and more or less of it. sw.js stores; this page asks it to, and looks.
(() => {
  "use strict";
  const AT_ONCE = 4;
  const by = (id) => document.getElementById(`offline-${id}`);
  const [form, status, progress, drop] = ["form", "status", "progress", "drop"].map(by);
  const items = [...by("pages").children], mine = `mapgen ${offline.root} `;
  const link = (item) => item.firstElementChild.href;
  const say = (what, facts = {}) => {
    status.textContent = status.dataset[what]?.replace(/\{(\w+)\}/g, (_, name) => facts[name]) || "";
  };

  // Whoever came here from a page that is not kept may try again: only on this site.
  const missing = () => {
    const wanted = new URL(location.hash.slice(1), offline.root);
    by("missing").hidden = !location.hash.slice(1) || !wanted.href.startsWith(offline.root.href);
    if (!by("missing").hidden) by("again").href = wanted.href;
  };
  missing();
  addEventListener("hashchange", missing);
  if (!offline.workers || !window.caches) return;

  // What was only read is not shown: whoever takes this device next need not know.
  const names = async (kind = "") => (await caches.keys()).filter((name) => name.startsWith(mine) && name.endsWith(kind));
  const stored = async () => {
    const lists = await Promise.all((await names(" kept")).map(async (name) => (await caches.open(name)).keys()));
    return new Set(lists.flat().map(({ url }) => url));
  };
  const wanted = () => items.filter(({ dataset }) => dataset.groups.split(" ").includes(form.elements.group.value));

  async function show() {
    const kept = await stored();
    for (const item of items) item.hidden = !kept.has(link(item));
    const count = items.filter((item) => !item.hidden).length;
    by("here").hidden = !count;
    by("count").textContent = `(${count})`;
    for (const badge of form.querySelectorAll("[data-in]")) {
      const own = items.filter(({ dataset }) => dataset.groups.split(" ").includes(badge.dataset.in));
      badge.hidden = !own.length || !own.every((item) => kept.has(link(item)));
    }
    drop.hidden = !wanted().some((item) => kept.has(link(item)));
    by("forget").hidden = offline.refused();
  }

  // The worker has to be there and to serve this page before it can keep anything.
  async function ready() {
    localStorage.removeItem("offline");
    await offline.begin();
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
  }

  async function keep(list) {
    const left = [...list];
    let failed = 0;
    progress.max = list.length;
    const work = async () => {
      for (let item = left.shift(); item; item = left.shift()) {
        const answer = await fetch(link(item), { headers: { "x-keep": "1" }, cache: "no-cache" }).catch(() => null);
        if (!answer?.ok) failed++;
        progress.value++;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return failed;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const list = wanted(), button = form.querySelector("[type=submit]");
    button.disabled = true;
    progress.value = 0;
    progress.hidden = false;
    say("busy");
    try {
      await ready();
      const failed = await keep(list);
      say(failed ? "part" : "done", { n: list.length - failed, all: list.length });
    } catch (error) {
      say("failed");
      console.error(error);
    }
    progress.hidden = true;
    button.disabled = false;
    await show();
  });
  drop.addEventListener("click", async () => {
    for (const name of await names(" kept")) {
      const cache = await caches.open(name);
      await Promise.all(wanted().map((item) => cache.delete(link(item))));
    }
    say("dropped");
    await show();
    form.querySelector("[type=submit]").focus();
  });
  by("forget").addEventListener("click", async () => {
    localStorage.setItem("offline", "no");
    const registered = await navigator.serviceWorker.getRegistration(offline.root);
    await registered?.unregister();
    await Promise.all((await names()).map((name) => caches.delete(name)));
    say("forgotten");
    await show();
    status.focus();
  });
  form.addEventListener("change", show);
  // A browser may forbid storing anything: then the page says that it cannot.
  show().then(() => {
    by("cannot").hidden = true;
    form.hidden = false;
  }, () => {});
})();
