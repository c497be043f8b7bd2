// The search of the single file: the site's own engine. What organisations say is not told twice: it is read in the file.
(() => {
  "use strict";
  const MOST = 30;
  const by = (id) => document.getElementById(id);
  const [form, input, status, list] = ["search", "q", "status", "found"].map(by);
  let index;

  const open = () => {
    const data = JSON.parse(by("data").textContent), fold = Search.folder(data.spellings);
    for (const org of data.orgs) {
      const parts = by(org.href.slice(1)).querySelectorAll(".summary, dd, .prose");
      org.more = [...parts].flatMap((part) => part.textContent.split(/[。\n]/)).map(fold).filter(Boolean).join("\n");
    }
    return Search.open(data);
  };
  const link = (href, text, kind) => {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const row = ({ href, name, number, tel, where }) => {
    const item = document.createElement("li"), called = number || tel;
    const small = document.createElement("span");
    small.className = "small";
    small.textContent = where || "";
    item.append(number ? name : link(href, name), " ");
    if (called) item.append(link(number ? href : `tel:${tel.replace(/-/g, "").replace("#", "%23")}`, called, "tel"));
    item.append(small);
    return item;
  };
  const show = () => {
    const query = input.value.trim();
    index = index || open();
    const { hotlines, pages, orgs } = query ? index.find(query) : { hotlines: [], pages: [], orgs: [] };
    const found = [...hotlines, ...orgs.slice(0, MOST), ...pages];
    list.replaceChildren(...found.map(row));
    const said = hotlines.length + orgs.length + pages.length;
    status.textContent = !query ? "" : said ? status.dataset.found.replace("{n}", said) : status.dataset.none;
  };
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    show();
  });
  form.hidden = false;
})();
