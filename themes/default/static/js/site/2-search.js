// Whoever turns to a search box will need the index: it is under way while they type. What they typed goes on to the search
// page after the #, which no server is told.
for (const form of document.querySelectorAll("form[data-search]")) {
  if (document.getElementById("results")) break;
  form.addEventListener("focusin", () => fetch(form.dataset.search), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${form.action}#q=${encodeURIComponent(form.elements.q.value)}`;
  });
}
