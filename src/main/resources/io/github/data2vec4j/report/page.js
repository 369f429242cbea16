"use strict";
// Reads a chart out under the pointer. Without scripts, the page shows the same curves and the latest values.
(() => {
  const LEFT = 50, RIGHT = 350, WIDTH = 360;
  const latest = new WeakMap();

  const nearest = (steps, wanted) => {
    let low = 0, high = steps.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] < wanted) low = middle + 1; else high = middle;
    }
    return low > 0 && wanted - steps[low - 1] < steps[low] - wanted ? low - 1 : low;
  };

  const show = (figure, event) => {
    const points = JSON.parse(figure.dataset.points);
    const box = figure.querySelector("svg").getBoundingClientRect();
    const x = (event.clientX - box.left) * WIDTH / box.width;
    const steps = points.steps, first = steps[0], last = steps[steps.length - 1];
    const share = Math.min(1, Math.max(0, (x - LEFT) / (RIGHT - LEFT)));
    const at = nearest(steps, first + share * (last - first));
    const values = figure.querySelectorAll(".values b");
    if (!latest.has(figure)) latest.set(figure, Array.from(values, (value) => value.textContent));
    points.lines.forEach((line, i) => { values[i].textContent = line.split(";")[at]; });
    let step = figure.querySelector(".step");
    if (!step) {
      step = document.createElement("span");
      step.className = "step";
      figure.querySelector(".values").prepend(step);
    }
    step.textContent = "step " + steps[at].toLocaleString("en");
    const cursor = figure.querySelector(".cursor");
    const place = last > first ? LEFT + (steps[at] - first) / (last - first) * (RIGHT - LEFT) : LEFT;
    cursor.setAttribute("x1", place);
    cursor.setAttribute("x2", place);
    cursor.style.visibility = "visible";
  };

  const hide = (figure) => {
    const before = latest.get(figure);
    if (!before) return;
    figure.querySelectorAll(".values b").forEach((value, i) => { value.textContent = before[i]; });
    figure.querySelector(".step")?.remove();
    figure.querySelector(".cursor").style.visibility = "hidden";
    latest.delete(figure);
  };

  let shown = null;
  const follow = (event) => {
    const figure = event.target instanceof Element ? event.target.closest("figure[data-points]") : null;
    if (shown && shown !== figure) hide(shown);
    shown = figure;
    if (figure) show(figure, event);
  };
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerdown", follow);
  document.documentElement.addEventListener("pointerleave", () => { if (shown) hide(shown); shown = null; });
})();
