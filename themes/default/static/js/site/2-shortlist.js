// The shortlist: ids of organisations, kept in this tab only. A shared computer keeps nothing, and no server learns of it.
const shortlist = (() => {
  "use strict";
  const link = document.querySelector("[data-list]"), to = link.href;
  const button = document.getElementById("listing").content.firstElementChild;
  const self = { ids: [], stored: true };

  self.read = (text) => [...new Set((text || "").split(",").filter((id) => /^[a-z0-9-]+$/.test(id)))];
  self.show = (...places) => {
    for (const place of places) {
      const { org } = place.querySelector("[data-org]")?.dataset || place.dataset;
      let shown = place.querySelector(".listing");
      if (!shown) {
        shown = button.cloneNode(true);
        shown.querySelector(".unseen").textContent = place.querySelector("h3")?.textContent || "";
        (place.querySelector(".row") || place).append(shown);
      }
      shown.firstElementChild.setAttribute("aria-pressed", self.ids.includes(org));
    }
    link.hidden = !self.ids.length;
    link.querySelector("[data-count]").textContent = self.ids.length;
    // Where nothing may be stored the list goes along in the address, after the #, which no server sees.
    link.href = to + (self.stored ? "" : `#l=${self.ids}`);
  };
  self.save = (ids) => {
    self.ids = ids;
    try {
      sessionStorage.setItem("list", ids);
    } catch {
      self.stored = false;
    }
    self.show(...document.querySelectorAll("[data-org]"));
  };
  const begin = () => {
    try {
      self.ids = self.read(sessionStorage.getItem("list"));
    } catch {
      self.stored = false;
    }
    self.show(...document.querySelectorAll("[data-org]"));
  };

  document.addEventListener("click", ({ target }) => {
    const org = target.closest(".listing button")?.closest("[data-org]").dataset.org;
    if (org) self.save(self.ids.includes(org) ? self.ids.filter((id) => id !== org) : [...self.ids, org]);
  });
  // A page that a browser kept whole while others were visited has the list of then.
  addEventListener("pageshow", ({ persisted }) => persisted && begin());
  begin();
  return self;
})();
