// How a reader wants pages to look: kept in this browser only, under one name, and never sent anywhere.
(() => {
  "use strict";

  const box = document.querySelector("[data-aids]");
  const form = box.querySelector("form");
  const look = document.documentElement.dataset;
  const NAMES = ["size", "ruby", "contrast"];

  // A browser may forbid storing anything: the aids then last for one page.
  const kept = () => {
    try {
      return new URLSearchParams(localStorage.getItem("aids"));
    } catch {
      return new URLSearchParams();
    }
  };
  const wear = (wishes) => {
    for (const name of NAMES) {
      if (wishes.get(name)) look[name] = wishes.get(name);
      else delete look[name];
    }
  };

  const wishes = kept();
  wear(wishes);
  for (const field of form.elements) {
    if (field.name) field.checked = field.value === (wishes.get(field.name) || "");
  }
  box.hidden = false;
  form.addEventListener("change", () => {
    const chosen = new URLSearchParams(new FormData(form));
    wear(chosen);
    try {
      localStorage.setItem("aids", chosen);
    } catch {
      // Nothing to do: see above.
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
})();
