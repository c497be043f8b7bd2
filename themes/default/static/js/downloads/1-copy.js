// Copies a line for a city's site. Without this script, or where copying is refused, it can be marked by hand.
(() => {
  "use strict";
  const status = document.querySelector("[data-copied]");
  for (const button of document.querySelectorAll("[data-copy]")) {
    const line = button.closest(".snippet").querySelector("code"), label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      getSelection().selectAllChildren(line);
      await navigator.clipboard.writeText(line.textContent);
      status.textContent = button.textContent = status.dataset.copied;
      setTimeout(() => {
        button.textContent = label;
        status.textContent = "";
      }, 3000);
    });
  }
})();
