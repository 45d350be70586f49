// The form in which a layout is changed: arrow keys and dragging move and resize. Every change goes through its fields.
(() => {
  "use strict";

  const editor = () => document.querySelector("[data-layout-editor]");

  // Enter in a field shows the change; it does not leave the page.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-layout-editor] input[type=number]")) return;
    event.preventDefault();
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Dragging in the drawing moves a component; at its lower right corner it resizes. The frame is of our own origin.
  const fieldOf = (side, at) => document.getElementById(`${side}-${at}`);

  const placeOf = (id) => editor()?.querySelector(`[data-placement="${CSS.escape(id)}"]`)?.dataset.at;

  const cellsOf = (drawing, event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  };

  const grab = (drawing, event) => {
    const part = event.target.closest?.("svg[data-placement]");
    const at = part && placeOf(part.dataset.placement);
    if (at === undefined || at === null) return;
    event.preventDefault();
    const start = cellsOf(drawing, event);
    const box = { x: Number(part.getAttribute("x")), y: Number(part.getAttribute("y")), w: Number(part.getAttribute("width")), h: Number(part.getAttribute("height")) };
    const isSizing = start.x > box.x + box.w - 1 && start.y > box.y + box.h - 1;
    const sides = isSizing ? ["w", "h"] : ["x", "y"];
    const first = sides.map((side) => Number(fieldOf(side, at).value));
    const move = (moving) => {
      const now = cellsOf(drawing, moving);
      const by = [now.x - start.x, now.y - start.y].map(Math.round);
      const names = isSizing ? ["width", "height"] : ["x", "y"];
      names.forEach((name, axis) => part.setAttribute(name, String(box[sides[axis]] + by[axis])));
      sides.forEach((side, axis) => { fieldOf(side, at).value = String(Math.max(0, first[axis] + by[axis])); });
    };
    const drop = () => {
      drawing.ownerDocument.removeEventListener("pointermove", move);
      const isMoved = sides.some((side, axis) => Number(fieldOf(side, at).value) !== first[axis]);
      if (isMoved) fieldOf(sides[0], at).dispatchEvent(new Event("change", { bubbles: true }));
    };
    drawing.ownerDocument.addEventListener("pointermove", move);
    drawing.ownerDocument.addEventListener("pointerup", drop, { once: true });
  };

  const listen = (frame) => {
    const inside = frame.contentDocument;
    const drawing = inside?.querySelector("svg.layout");
    if (!drawing || drawing.dataset.grabs || !editor()) return;
    drawing.dataset.grabs = "yes";
    drawing.addEventListener("pointerdown", (event) => grab(drawing, event));
  };

  const listenToAll = () => document.querySelectorAll("#layout-frames iframe").forEach(listen);

  document.addEventListener("load", (event) => { if (event.target.matches?.("#layout-frames iframe")) listen(event.target); }, true);
  document.addEventListener("htmx:afterSettle", listenToAll);
})();
