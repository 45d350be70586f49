// A layout on a whole screen: clocks go on, motion stops where it is not wanted, and a lost connection is said.
(() => {
  "use strict";

  const SECOND = 1000;
  const FORMS = {
    "HH:mm": { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    "HH:mm:ss": { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
    "h:mm a": { hour: "numeric", minute: "2-digit", hourCycle: "h12" },
    "EEEE d MMMM y": { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const written = (clock, now) => {
    const form = FORMS[clock.dataset.format];
    if (!form) return "";
    try {
      return new Intl.DateTimeFormat("en-GB", { ...form, timeZone: clock.dataset.zone }).format(now).replace(",", "");
    } catch {
      return ""; // a zone that this browser does not know: the server's text stays until it draws anew
    }
  };

  // A text is as wide as the server measured it; one of another length keeps the width of its letters.
  const write = (clock, text) => {
    if (!text || clock.textContent === text) return;
    const wide = Number(clock.getAttribute("textLength"));
    if (wide && clock.textContent.length !== text.length) {
      clock.setAttribute("textLength", String((wide * text.length) / clock.textContent.length));
    }
    clock.textContent = text;
  };

  const tick = () => {
    const now = new Date();
    for (const clock of document.querySelectorAll("text.clock")) write(clock, written(clock, now));
  };

  const show = (part, is) => (is ? part.removeAttribute("display") : part.setAttribute("display", "none"));

  // A ticker's line moves where motion is wanted; elsewhere the items that fit stand still.
  const calm = () => {
    const drawing = document.querySelector("svg.layout");
    if (!drawing) return;
    for (const moving of drawing.querySelectorAll("g.ticker-moving")) {
      show(moving, !still.matches);
      for (const part of moving.parentNode.querySelectorAll("g.ticker-still")) show(part, still.matches);
    }
    if (still.matches) {
      drawing.setCurrentTime(0);
      drawing.pauseAnimations();
    } else drawing.unpauseAnimations();
  };

  const offline = (is) => {
    const note = document.getElementById("screen-offline");
    if (note) note.hidden = !is;
  };

  document.addEventListener("htmx:afterSettle", () => { calm(); tick(); });
  document.addEventListener("htmx:sendError", () => offline(true));
  document.addEventListener("htmx:responseError", () => offline(true));
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) offline(false); });
  still.addEventListener("change", calm);
  calm();
  tick();
  setInterval(tick, SECOND);
})();
