// A page on paper. Whoever prints by the page's button or Ctrl+P gets the figures drawn anew at the width of an A4
// sheet; whoever prints by the browser's menu gets them as they are, scaled to the sheet. Nothing is cut off.
(() => {
  if (window.psPrints) return; // this script comes with every run of the page
  window.psPrints = true;
  const PATIENCE = 4000;
  const page = document.documentElement;
  const figures = () => [...document.querySelectorAll(".js-plotly-plot .svg-container")];
  const fits = (figure) => figure.offsetWidth <= figure.closest(".stMainBlockContainer").offsetWidth;
  const frame = () => new Promise(requestAnimationFrame);

  async function print() {
    const until = performance.now() + PATIENCE;
    page.classList.add("ps-paper");
    do await frame();
    while (!figures().every(fits) && performance.now() < until);
    window.print();
    page.classList.remove("ps-paper");
  }

  function scale() {
    for (const figure of figures()) {
      const { offsetWidth: width, offsetHeight: height } = figure;
      figure.style.setProperty("--drawn", width + "px");
      figure.style.setProperty("--shape", width / height);
      for (const part of figure.querySelectorAll(".main-svg")) part.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  }

  function unscale() {
    for (const part of document.querySelectorAll(".main-svg")) part.removeAttribute("viewBox");
  }

  addEventListener("beforeprint", scale);
  addEventListener("afterprint", unscale);
  addEventListener("keydown", (key) => {
    if (!(key.ctrlKey || key.metaKey) || key.shiftKey || key.key.toLowerCase() !== "p") return;
    key.preventDefault();
    print();
  });
  addEventListener("click", (click) => click.target.closest(".ps-print") && print());
})();
