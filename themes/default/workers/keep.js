// sw.js: pages for where there is no network. Before this the build writes MAP, what may be kept, with a version made of
// the whole site: a change of anything is a new worker, which fetches anew what the old one kept and takes its place.
//
// What a device keeps by itself is the same for everybody and tells nothing: the lists, in the languages read here. Of what
// somebody reads only organisations and lists by place or form are kept. Pages for people in danger never are.
"use strict";
const BASE = new URL(registration.scope);
const MINE = `mapgen ${BASE} `;
const [CORE, SEEN, KEPT] = ["core", "seen", "kept"].map((kind) => `${MINE}${MAP.version} ${kind}`);
const MOST_SEEN = 60, PATIENCE = 3000, AT_ONCE = 6;
const READ = /^(orgs|cities|areas|forms)\/[^.]*$/; // pages, no files beside them

const pathOf = (address) => address.startsWith(BASE.href) ? new URL(address).pathname.slice(BASE.pathname.length) : null;
const address = (path) => new URL(path, BASE).href;
const languageOf = (path) => MAP.languages.find(({ prefix }) => prefix && path.startsWith(prefix)) || MAP.languages[0];
const within = (path) => path.slice(languageOf(path).prefix.length);
const isQuiet = (path) => MAP.quiet.some((folder) => within(path).startsWith(folder));
const coreOf = ({ prefix, core }) => core.map((path) => prefix + path);
const isCore = (path) => coreOf(languageOf(path)).includes(path);

// A page that has become one for people in danger says so itself, before this worker knows it.
const mayBeKept = (path, answer) => answer.ok && !answer.redirected && !isQuiet(path)
  && !/no-referrer(?!-)/.test(answer.headers.get("referrer-policy") || "");

async function keep(name, path, answer) {
  if (!mayBeKept(path, answer)) return;
  const cache = await caches.open(name);
  await cache.delete(address(path));
  await cache.put(address(path), answer);
  if (name !== SEEN) return;
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, -MOST_SEEN).map((oldest) => cache.delete(oldest)));
}

// Rejects where the network fails: an update is whole or it is not.
async function fill(name, paths) {
  for (let n = 0; n < paths.length; n += AT_ONCE) {
    await Promise.all(paths.slice(n, n + AT_ONCE).map(async (path) => {
      const known = path.startsWith("static/") && await caches.match(address(path));
      await keep(name, path, known || await fetch(address(path), { cache: "no-cache" }));
    }));
  }
}

async function find(path) {
  for (const cacheName of [CORE, KEPT, SEEN]) {
    const found = await caches.match(address(path), { cacheName, ignoreVary: true });
    if (found) return found;
  }
}

async function install() {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const read = windows.map(({ url }) => pathOf(url)).filter((path) => path !== null);
  const kept = { core: read, seen: [], kept: [] };
  for (const name of await caches.keys()) {
    if (!name.startsWith(MINE) || name.includes(MAP.version)) continue;
    const requests = await (await caches.open(name)).keys();
    kept[name.split(" ").pop()].push(...requests.map(({ url }) => pathOf(url)).filter((path) => !path.startsWith("static/")));
  }
  const languages = new Set(kept.core.map(languageOf));
  await fill(CORE, [...MAP.files, ...[...languages].flatMap(coreOf)]);
  await fill(SEEN, kept.seen.filter((path) => !isCore(path)));
  await fill(KEPT, kept.kept);
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(MINE) && !name.includes(MAP.version)) await caches.delete(name);
  }
  await registration.navigationPreload?.enable();
  await clients.claim();
}

// A page from here says so, above what it says.
async function told(kept, path) {
  const { say, day, locale } = languageOf(path);
  const date = new Date(kept.headers.get("date") || NaN);
  const when = isNaN(date) ? "" : ` ${day} ${date.toLocaleDateString(locale, { year: "numeric", month: "long", day: "numeric" })}`;
  const headers = new Headers(kept.headers);
  headers.delete("content-length");
  headers.delete("content-encoding");
  const note = `<div class="kept" role="status"><p class="wrap">${say}${when}</p></div>`;
  return new Response((await kept.text()).replace("<main ", () => `${note}\n<main `), { headers });
}

async function without(path) {
  const page = `${languageOf(path).prefix}offline/`;
  if (path === page || !await find(page)) return Response.error();
  return Response.redirect(address(page) + (isQuiet(path) ? "" : `#${path}`));
}

function homeOf(path, wanted) {
  return wanted ? KEPT : isCore(path) ? CORE : READ.test(within(path)) ? SEEN : null;
}

async function ask(event, path, name) {
  const answer = await event.preloadResponse || await fetch(event.request);
  if (name && answer.status === 404) await Promise.all([KEPT, SEEN].map(async (each) => (await caches.open(each)).delete(address(path))));
  if (name && !new URL(event.request.url).search) {
    const kept = await caches.match(address(path), { cacheName: KEPT, ignoreVary: true });
    await keep(kept ? KEPT : name, path, answer.clone());
  }
  return answer;
}

// The network first; where it fails or lets wait, what is kept.
async function page(event, path) {
  const navigates = event.request.mode === "navigate", wanted = event.request.headers.has("x-keep");
  const live = ask(event, path, isQuiet(path) ? null : homeOf(path, wanted));
  const quietly = live.catch(() => undefined);
  event.waitUntil(quietly);
  if (wanted) return live;
  if (navigates) event.waitUntil(quietly.then((answer) => answer && learn(languageOf(path))).catch(() => undefined));
  const kept = isQuiet(path) ? undefined : await find(path);
  if (!kept) return await quietly || (navigates ? without(path) : Response.error());
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([quietly, late]);
  if (answer && answer.status < 500) return answer;
  return navigates ? told(kept, path) : kept;
}

// Somebody reads a language for the first time: its lists are kept too.
async function learn(language) {
  const paths = coreOf(language);
  if (!await caches.match(address(paths[paths.length - 1]), { cacheName: CORE })) await fill(CORE, paths);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event, path = pathOf(request.url);
  if (request.method !== "GET" || path === null) return;
  if (path.startsWith("static/")) {
    event.respondWith(caches.match(request.url).then((kept) => kept || fetch(request)));
  } else if (request.mode === "navigate" || (!isQuiet(path) && homeOf(path, request.headers.has("x-keep")))) {
    event.respondWith(page(event, path));
  }
});
