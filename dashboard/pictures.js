// A chart as a picture at print size, made from what the browser has drawn: no server, no other programme. The picture
// carries title, day, who has reported and the code of its figure; source and demonstration mark are in the chart.
(() => {
  if (window.pingshiPictures) return;
  window.pingshiPictures = true;
  const SVG = "http://www.w3.org/2000/svg", EDGE = 16, SCALE = 4;
  const QUIET = ".draglayer, .dragcover, .hoverlayer, .zoomlayer, .selectionlayer, .modebar-container";

  const lines = (text, size, width) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${size}px sans-serif`;
    const made = [""];
    for (const part of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+/g) || []) {
      if (pen.measureText(made[made.length - 1] + part).width > width) made.push(part.trimStart());
      else made[made.length - 1] += part;
    }
    return made.filter((line) => line);
  };

  const write = (svg, said, top, width, family) => {
    let y = top;
    for (const [text, size, weight, colour] of said) {
      for (const line of lines(text, size, width - 2 * EDGE)) {
        y += size * 1.4;
        const node = document.createElementNS(SVG, "text");
        const look = { x: EDGE, y, "font-size": size, "font-weight": weight, fill: colour, "font-family": family };
        for (const [name, value] of Object.entries(look)) node.setAttribute(name, value);
        node.textContent = line;
        svg.append(node);
      }
    }
    return y;
  };

  const picture = (plot, said) => {
    const layers = [...plot.querySelectorAll("svg.main-svg")].filter((one) => one.parentElement.closest("svg") === null);
    const { width, height } = layers[0].getBoundingClientRect();
    const family = getComputedStyle(plot.closest("[class*='st-key-panel']")).fontFamily;
    const svg = document.createElementNS(SVG, "svg"), wide = width + 2 * EDGE;
    const ground = document.createElementNS(SVG, "rect");
    svg.append(ground);
    const top = write(svg, [[said.title, 17, 650, "#16243A"], [said.note, 12.5, 400, "#55647A"]], 8, wide, family) + 12;
    for (const layer of layers) {
      const copy = layer.cloneNode(true);
      copy.removeAttribute("style");
      for (const one of copy.querySelectorAll("[style*=vector-effect]")) one.style.vectorEffect = "none"; // scales on paper
      copy.querySelectorAll(QUIET).forEach((one) => one.remove());
      for (const [name, value] of Object.entries({ x: EDGE, y: top, width, height })) copy.setAttribute(name, value);
      svg.append(copy);
    }
    const foot = [[said.line, 11, 400, "#55647A"], [said.trace, 11, 400, "#55647A"]];
    const tall = write(svg, foot, top + height, wide, family) + 12;
    const size = { xmlns: SVG, width: wide, height: tall, viewBox: `0 0 ${wide} ${tall}` };
    for (const [name, value] of Object.entries(size)) svg.setAttribute(name, value);
    for (const [name, value] of Object.entries({ width: wide, height: tall, fill: "#FFFFFF" })) ground.setAttribute(name, value);
    return { text: new XMLSerializer().serializeToString(svg), wide, tall };
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const painted = async ({ text, wide, tall }) => {
    const image = new Image(wide * SCALE, tall * SCALE);
    image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = wide * SCALE;
    canvas.height = tall * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-picture]");
    if (!button) return;
    const { picture: kind, panel, file, missing } = button.dataset;
    const plot = document.querySelector(`.st-key-${panel} .js-plotly-plot`);
    try {
      const made = picture(plot, button.dataset);
      save(kind === "svg" ? new Blob([made.text], { type: "image/svg+xml" }) : await painted(made), `${file}.${kind}`);
    } catch (fault) {
      button.textContent = missing;
    }
  });
})();
