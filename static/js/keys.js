// The form of an own key: look at what was pasted, and take a demo key by one click. The form works without this file.
(() => {
  "use strict";

  const input = document.querySelector("[data-key-input] input");
  if (!input) return;
  if (input.getAttribute("aria-invalid")) input.focus();

  const look = document.querySelector("[data-looks]");
  if (look) {
    look.hidden = false;
    look.addEventListener("click", () => {
      const isShown = input.type === "password";
      input.type = isShown ? "text" : "password";
      look.setAttribute("aria-pressed", String(isShown));
      input.focus();
    });
    // What is sent or left behind is never in plain: some browsers keep the text of a text field.
    input.form.addEventListener("submit", () => { input.type = "password"; });
    window.addEventListener("pagehide", () => { input.value = ""; input.type = "password"; });
  }

  for (const button of document.querySelectorAll("[data-takes]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      input.value = button.dataset.takes;
      input.focus();
    });
  }
})();
