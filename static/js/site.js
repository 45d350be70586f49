// What neither HTML nor htmx does by itself. Every page works without this file.
(() => {
  "use strict";

  const announce = (root) => {
    const said = root.querySelector?.("[data-announce]")?.dataset.announce;
    const place = document.getElementById("announcer");
    if (said && place && place.textContent !== said) place.textContent = said;
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    announce(event.detail.elt.parentElement ?? document);
    document.querySelector("[data-errors]")?.focus();
  });

  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-opens]");
    if (opens) document.getElementById(opens.dataset.opens)?.showModal();
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    const copy = event.target.closest("[data-copy]");
    if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => tell(`Copied ${copy.dataset.copy}`));
  });

  const tell = (text) => {
    const place = document.getElementById("announcer");
    if (place) place.textContent = text;
  };

  // A form that is on its way says so, and takes no second click.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target.hasAttribute("hx-post") || !button || event.target.method === "dialog") return;
    button.setAttribute("aria-busy", "true");
    setTimeout(() => { button.disabled = true; });
  });

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const button of document.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      button.disabled = false;
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-submits]")) event.target.form?.requestSubmit();
  });

  document.documentElement.classList.add("has-script");
  document.querySelector("[data-errors]")?.focus();
})();
