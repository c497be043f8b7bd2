// Lists for where there is no network: sw.js keeps them where the footer tells of it, unless the reader said no, saves data,
// or is on a page for people in danger. A page from there carries its note, put in once more so that screen readers say it.
const offline = (() => {
  "use strict";
  const root = new URL("..", document.currentScript.src);
  const told = document.querySelector(".foot a[href$='offline/']") && !document.querySelector("[data-exit]");
  const workers = told && isSecureContext && navigator.serviceWorker;
  const begin = () => workers.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
  const refused = () => {
    try {
      return localStorage.getItem("offline") === "no";
    } catch {
      return true;
    }
  };
  if (workers && !refused() && !navigator.connection?.saveData) {
    addEventListener("load", () => begin().catch(() => {}));
  }
  const note = document.querySelector(".kept");
  if (note) setTimeout(() => note.append(note.firstElementChild), 500);
  return { root, workers, begin, refused };
})();
