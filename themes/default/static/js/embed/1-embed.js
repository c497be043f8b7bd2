// A list in a frame on another site. `?city=` leads to that city's list; `?category=` hides who is in others only.
(() => {
  "use strict";
  const query = new URLSearchParams(location.search);
  const category = query.get("category") || "";
  const all = (what) => [...document.querySelectorAll(what)];
  const rows = all("[data-categories]");
  const fits = (row) => row.dataset.categories.split(" ").includes(category);

  for (const link of all("[data-keep]")) if (category) link.search = `?category=${encodeURIComponent(category)}`;
  const city = all("[data-city]").find((link) => link.dataset.city === query.get("city"));
  if (city) {
    location.replace(city.href);
    return;
  }
  document.querySelector(".narrow").hidden = false;
  // Nobody, a word that is no category, or a list on several pages: the whole list says more.
  if (!rows.some(fits) || !document.querySelector("[data-category]")) return;
  for (const row of rows) row.hidden = !fits(row);
  for (const section of all(".list-section")) section.hidden = !section.querySelector("li:not([hidden])");
  for (const count of all(".list-section .count")) count.hidden = true;
  const chip = all("[data-category]").find((link) => link.dataset.category === category.split("/")[0]);
  chip.setAttribute("aria-current", "true");
  const said = document.querySelector(".narrowed");
  said.firstElementChild.append(chip.querySelector("span:not(.mark)").cloneNode(true));
  said.hidden = false;
})();
