// Netlify builds in a fresh folder each time. This gives `mapgen build` back what its last one left: the site, and the
// book of what each page was made of (mapgen/ledger.py). mapgen proves every page by its check sum before it takes it,
// so what is old or of another branch costs time and never a byte.
//
// Both travel as one archive: they belong together, a thousand single files take longer to copy than to print, and in
// this format times keep their nanoseconds, by which mapgen sees at once that nobody touched a file.
//
// What is kept is the site as it was just built, in the place of the one before: who was taken back is gone from here
// with the next build that succeeds.
"use strict";
const { execFileSync } = require("node:child_process");
const { rmSync } = require("node:fs");

const KEPT = ["public", ".mapgen"];
const ARCHIVE = ".public.tar";

const drop = (...paths) => paths.forEach((path) => rmSync(path, { recursive: true, force: true }));
const tar = (...told) => execFileSync("tar", told, { stdio: ["ignore", "ignore", "pipe"] });

// A cache that fails is no reason to publish nothing: whatever goes wrong here is told and left at that.
async function orWithout(work) {
  try {
    await work();
  } catch (error) {
    console.log(`keep: goes on without (${error.message.trim()})`);
  }
}

exports.onPreBuild = ({ utils: { cache } }) =>
  orWithout(async () => {
    if (!(await cache.restore(ARCHIVE))) return;
    try {
      tar("-xpf", ARCHIVE);
    } catch (error) {
      drop(...KEPT); // half a site has perhaps no mark of mapgen, which then would not replace it
      throw error;
    } finally {
      drop(ARCHIVE);
    }
  });

// Does not run where the build failed: then what the last good one left stays.
exports.onPostBuild = ({ utils: { cache } }) =>
  orWithout(async () => {
    try {
      tar("-cf", ARCHIVE, "--format=pax", ...KEPT);
      await cache.save(ARCHIVE);
    } catch (error) {
      await cache.remove(ARCHIVE); // who was taken back since may stand in the one before
      throw error;
    } finally {
      drop(ARCHIVE);
    }
  });
