// sw.js of a site that keeps nothing: takes the place of a worker that did, removes what it kept, and leaves.
"use strict";
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const mine = `mapgen ${registration.scope} `;
  await Promise.all((await caches.keys()).filter((name) => name.startsWith(mine)).map((name) => caches.delete(name)));
  await registration.unregister();
})()));
