// Whoever turns to a search box will need the index: it is under way while they type. What they typed is handed to the
// search page within this tab: no server is told, and no address keeps it.
for (const form of document.querySelectorAll("form[data-search]")) {
  if (document.getElementById("results")) break;
  form.addEventListener("focusin", () => fetch(form.dataset.search), { once: true });
  form.addEventListener("submit", (event) => {
    sessionStorage.setItem("q", form.elements.q.value);
    event.preventDefault();
    location.href = form.action;
  });
}
