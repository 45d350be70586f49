// The theme form: the picker and the hex field follow each other; rows appear when asked for.
(() => {
  "use strict";

  const HEX = /^#?[0-9a-f]{6}$/i;
  const rowOf = (element) => element.closest("[data-colour-row]");

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.matches("[data-picker]")) {
      rowOf(field).querySelector("[data-hex]").value = field.value.toUpperCase();
      field.removeAttribute("data-unset");
    }
    if (field.matches("[data-hex]")) {
      const picker = rowOf(field).querySelector("[data-picker]");
      const isColour = HEX.test(field.value.trim());
      picker.toggleAttribute("data-unset", !isColour);
      if (isColour) picker.value = `#${field.value.trim().replace("#", "").toLowerCase()}`;
    }
  });

  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-colour]");
    if (add) {
      const spare = add.closest("[data-colours]").querySelector("[data-spare]");
      spare?.removeAttribute("data-spare");
      spare?.querySelector("[data-hex]").focus();
      add.hidden = !add.closest("[data-colours]").querySelector("[data-spare]");
    }
  });
})();
