"""What is not in its place on a screen, found in the browser that shows it."""

FAULTS = """
async least => {
  await Promise.all([...document.fonts].filter(font => font.status !== "unloaded").map(font => font.loaded));
  const shown = each => each.checkVisibility() && !each.closest("[display=none]");
  const placements = [...document.querySelectorAll("[data-placement]")];
  const found = placements.length ? [] : ["Nothing is placed."];
  const say = (each, words) => {
    const component = each.closest("[data-placement]").dataset.component;
    found.push(`${component}: ${words}: “${each.textContent}” ${each.outerHTML.slice(0, 120)}`);
  };

  const boxOf = (each, grown = 0) => {
    const box = each.getBBox(), to = each.getScreenCTM(), corners = [];
    for (const x of [box.x - grown, box.x + box.width + grown])
      for (const y of [box.y - grown, box.y + box.height + grown])
        corners.push(new DOMPoint(x, y).matrixTransform(to));
    const xs = corners.map(point => point.x), ys = corners.map(point => point.y);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  };
  const placeOf = each => {
    const [x, y, w, h] = ["x", "y", "width", "height"].map(name => Number(each.getAttribute(name)));
    const to = each.parentNode.getScreenCTM();
    const one = new DOMPoint(x, y).matrixTransform(to), other = new DOMPoint(x + w, y + h).matrixTransform(to);
    return [one.x, one.y, other.x, other.y];
  };
  const inside = (box, place, by) =>
    box[0] >= place[0] - by && box[1] >= place[1] - by && box[2] <= place[2] + by && box[3] <= place[3] + by;
  const meet = (one, other, by) => one[0] + by < other[2] && other[0] + by < one[2]
    && one[1] + by < other[3] && other[1] + by < one[3];

  const screen = [0, 0, innerWidth, innerHeight];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push("The document is scrolled.");
  placements.forEach((each, at) => {
    if (!inside(placeOf(each), screen, 0.5)) say(each, "off the screen");
    placements.slice(at + 1).filter(other => meet(placeOf(each), placeOf(other), 0.5))
      .forEach(other => say(each, `covers ${other.dataset.component}`));
  });

  for (const placement of placements) {
    const place = placeOf(placement), texts = [];
    for (const each of placement.querySelectorAll("text, rect, circle, line, path, polygon, ellipse, image, use")) {
      if (!shown(each)) continue;
      const stroke = each.getAttribute("stroke"), wide = Number(each.getAttribute("stroke-width") ?? 1);
      const box = boxOf(each, stroke && stroke !== "none" ? wide / 2 : 0);
      const size = Number(each.getAttribute("font-size")) * each.getScreenCTM().a;
      const bearing = each.tagName === "text" ? 1 + 0.015 * size : 0.5;
      if (!inside(box, place, bearing)) say(each, `leaves its box by ${box.map((side, at) =>
        ((at < 2 ? place[at] - side : side - place[at])).toFixed(1)).join(" ")}`);
      if (each.tagName === "text") texts.push([each, box]);
    }
    for (const [text, box] of texts) {
      const size = Number(text.getAttribute("font-size")) * text.getScreenCTM().a;
      if (size < least - 0.05) say(text, `${size.toFixed(1)} px of ${least.toFixed(1)}`);
      if (text.textContent.includes("…")) say(text, "is cut");
      const bare = text.cloneNode(true), wanted = Number(text.getAttribute("textLength"));
      bare.removeAttribute("textLength");
      text.parentNode.append(bare);
      const own = bare.getComputedTextLength();
      bare.remove();
      if (Math.abs(own - wanted) > 0.02 * own + 0.01) say(text, `${own.toFixed(3)} wide, drawn ${wanted.toFixed(3)}`);
      const slim = ([left, top, right, bottom]) => [left, (3 * top + bottom) / 4, right, (top + 3 * bottom) / 4];
      texts.filter(([other, there]) => text.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING
        && meet(slim(box), slim(there), 0.5)).forEach(([other]) => say(text, `runs into “${other.textContent}”`));
    }
  }
  return found;
}
"""
"""What a page's layout has out of place, in words; its argument is the least size of a text in pixels.

Strokes count as part of a shape. Chromium rounds the boxes of texts to whole pixels, outwards,
and serifs reach over the start of their line by up to 1.5 % of a size.
A text is as wide as our fonts make it, or another font was shown.
"""
