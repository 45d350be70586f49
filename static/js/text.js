// Labels in place: the counter, live values in their chips, and variants by keyboard.
(() => {
  "use strict";

  const PLACEHOLDER = /\{\{[^{}\n]{1,100}\}\}|\{[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_-]+)*\}/gu;
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const count = (text) => [...graphemes.segment(text.trim().normalize("NFC"))].length;

  // Sample values: what was typed for a placeholder, for as long as the tab lives, or a guess by its name.
  const GUESSES = [[/percent|rate|share/i, "42%"], [/time|hour/i, "10:24"], [/date|day/i, "24 November"], [/name|city|place/i, "Harbour"], [/minute|queue|wait/i, "12"]];
  const stored = (name) => { try { return sessionStorage.getItem(`sample ${name}`); } catch { return null; } };
  const store = (name, value) => { try { sessionStorage.setItem(`sample ${name}`, value); } catch { /* not kept */ } };
  const sampleOf = (name) => stored(name) ?? GUESSES.find(([pattern]) => pattern.test(name))?.[1] ?? "1,234";

  const chip = (name) => {
    const element = document.createElement("span");
    element.className = "value-chip";
    element.dataset.placeholder = name;
    return element;
  };

  const show = (target, text) => {
    const nodes = [];
    let end = 0;
    for (const match of text.matchAll(PLACEHOLDER)) {
      nodes.push(text.slice(end, match.index), chip(match[0]));
      end = match.index + match[0].length;
    }
    target.replaceChildren(...nodes, text.slice(end));
    fill(target);
  };

  const fill = (root) => {
    for (const each of root.querySelectorAll(".value-chip[data-placeholder]")) {
      each.textContent = sampleOf(each.dataset.placeholder) || "\u00a0";
      each.title = each.dataset.placeholder;
    }
  };

  const offerSamples = (place, texts) => {
    const names = [...new Set(texts.flatMap((text) => text.match(PLACEHOLDER) ?? []))];
    const shown = [...place.querySelectorAll("[data-sample]")].map((input) => input.dataset.sample);
    place.hidden = names.length === 0;
    if (names.join() === shown.join()) return;
    for (const old of place.querySelectorAll(".sample")) old.remove();
    for (const name of names) {
      const row = place.querySelector("template").content.cloneNode(true);
      const input = row.querySelector("[data-sample]");
      row.querySelector(".value-chip").textContent = name;
      input.dataset.sample = name;
      input.setAttribute("aria-label", `${input.getAttribute("aria-label")} ${name}`);
      input.value = sampleOf(name);
      place.append(row);
    }
  };

  // The form.
  const follow = (editor) => {
    const text = editor.querySelector("[data-source]").value;
    const most = Number(editor.querySelector("[data-max]").value);
    const counter = editor.querySelector("[data-counter]");
    const length = count(text);
    counter.querySelector("[data-count]").textContent = length;
    counter.querySelector("[data-most]").textContent = most || "?";
    counter.querySelector("[data-over]").textContent = most && length > most ? `, ${length - most} too many` : "";
    counter.classList.toggle("over", Boolean(most) && length > most);
    show(editor.querySelector("[data-live]"), text);
    offerSamples(editor.querySelector("[data-samples]"), [text]);
  };

  // What the chosen mode does not show, it does not send.
  const settle = (editor) => {
    for (const field of editor.querySelectorAll(".when-toned select, .when-wished textarea, .when-generate input")) {
      field.disabled = !field.checkVisibility();
    }
  };

  // The result.
  const former = new WeakMap();
  const say = (words) => { const place = document.getElementById("announcer"); if (place) place.textContent = words; };

  const put = (root, text, words) => {
    const label = root.querySelector("[data-label]");
    label.dataset.text = text;
    show(label, text);
    root.querySelector("[data-count]").textContent = count(text);
    root.querySelector("[data-state]").textContent = words;
    root.querySelector("[data-undo]").hidden = former.get(root).length === 0;
    say(`${words}: ${label.textContent}`);
  };

  const stateOf = (root) => ({ text: root.querySelector("[data-label]").dataset.text, words: root.querySelector("[data-state]").textContent });

  const apply = (root, variant) => {
    const before = stateOf(root);
    if (before.text === variant.dataset.text) return;
    former.get(root).push(before);
    const number = [...root.querySelectorAll("[data-variant]")].indexOf(variant) + 1;
    choose(variant);
    put(root, variant.dataset.text, `Variant ${number} applied`);
  };

  const undo = (root) => {
    const before = former.get(root).pop();
    if (!before) return;
    const hadFocus = document.activeElement === root.querySelector("[data-undo]");
    put(root, before.text, before.words);
    if (hadFocus) root.querySelector("[data-variant] :checked")?.focus();
  };

  const choose = (variant) => {
    const radio = variant?.querySelector('[type="radio"]');
    if (!radio) return;
    radio.checked = true;
    radio.focus();
  };

  const keys = (event, root) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("[data-sample]")) return;
    const variants = [...root.querySelectorAll("[data-variant]")];
    const chosen = root.querySelector("[data-variant]:has(:checked)");
    if (event.key >= "1" && event.key <= "9" && variants[event.key - 1]) choose(variants[event.key - 1]);
    else if (event.key === "Enter" && event.target.matches('[type="radio"]') && chosen?.querySelector("[data-apply]")) apply(root, chosen);
    else if (event.key === "Enter" && event.target.matches('[type="radio"]')) { /* nothing to apply, nothing to send */ }
    else if (event.key === "Escape") undo(root);
    else return;
    event.preventDefault();
  };

  const begin = (root) => {
    for (const editor of root.querySelectorAll("[data-label-editor]")) { follow(editor); settle(editor); }
    for (const result of root.querySelectorAll("[data-text-result]")) {
      if (former.has(result)) continue;
      former.set(result, []);
      const texts = [...result.querySelectorAll("[data-text]")].map((each) => each.dataset.text);
      offerSamples(result.querySelector("[data-samples]"), texts);
      if (document.activeElement === document.body) result.querySelector("[data-variant] :checked")?.focus({ preventScroll: true });
    }
    fill(root);
  };

  document.addEventListener("input", (event) => {
    const editor = event.target.closest("[data-label-editor]");
    if (event.target.matches("[data-sample]")) {
      store(event.target.dataset.sample, event.target.value);
      fill(document);
    } else if (editor) follow(editor);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-mode]")) settle(event.target.closest("[data-label-editor]"));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-apply]") || event.submitter?.matches("[data-goes-on]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    apply(event.target.closest("[data-text-result]"), event.target.closest("[data-variant]"));
  }, true);
  document.addEventListener("keydown", (event) => {
    const root = event.target.closest("[data-text-result]");
    if (root) keys(event, root);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-undo]")) undo(event.target.closest("[data-text-result]"));
    const copy = event.target.closest("[data-copied]");
    if (!copy) return;
    const words = copy.querySelector("span");
    const before = copy.dataset.before ?? words.textContent;
    copy.dataset.before = before;
    words.textContent = copy.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 1500);
  });
  document.addEventListener("htmx:afterSettle", () => begin(document));
  begin(document);
})();
