// What draws charts is Streamlit's largest file: it is fetched while the page is still being made, and unpacked as
// soon as the browser has nothing else to do, so that the first chart need not wait for it.
(() => {
  if (window.psCharts) return;
  window.psCharts = true;
  const file = new URL("static/js/CHARTS", document.baseURI).href;
  document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: file }));
  (window.requestIdleCallback || setTimeout)(() => import(file).catch(() => {}));
})();
