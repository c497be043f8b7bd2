// Every page is whole without this file. It adds what only a browser can do.
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // Pages for people in danger: replace this page in the history, by the button or by pressing Shift three times.
  const exit = document.querySelector("[data-exit]");
  if (exit) {
    const leave = () => window.location.replace(exit.href);
    exit.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    let presses = [];
    document.addEventListener("keydown", (event) => {
      presses = event.key === "Shift" && !event.repeat ? [...presses, event.timeStamp] : [];
      presses = presses.filter((time) => event.timeStamp - time < 2000);
      if (presses.length >= 3) leave();
    });
  }
})();
