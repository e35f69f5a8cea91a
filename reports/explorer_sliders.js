/* Weights as sliders, each with the bands in which ranks stay, and the bands in words. */
// What a node's slider is made of; nodes whose bands are out of date.
let hint, sliders = new Map(), waiting = [];

function weightsPart() {
  const bands = [["first", t("bandFirst")], ["top", t("bandTop", EGB_TOP)], ["all", t("bandAll")]];
  hint = el("p.egb-hint", t("bandHint"));
  return el("section.egb-weights", el("h3", t("weights")), el("p.egb-legend", t("legend") + " ",
    ...bands.map(([kind, text]) => el("span", el("i", {class: `egb-key egb-${kind}`}), text))), familyPart(0), hint);
}

function familyPart(parent) {
  const m = model, node = m.nodes[parent], live = node.live !== false;
  return el("div.egb-family", live ? null : el("p.egb-note", t("fixed", t(...node.why))),
    el("ul", ...m.children[parent].map((i) => weightItem(i, live))),
    !live || m.children[parent].length < 2 ? null : el("p.egb-tools", {},
      action("equal", () => { m.equalise(parent); commit(); }, {key: `equal${parent}`}),
      action("familyBack", () => { m.resetFamily(parent); commit(); }, {key: `back${parent}`})));
}

function weightItem(i, live) {
  const m = model, node = m.nodes[i], name = inside(node), alone = m.siblings(i).length < 2 || !live, inner = el("div");
  const told = el("span.egb-hidden", {id: `egb-band-${i}`}), whole = el("span.egb-whole");
  const show = () => egbPut(hint, told.textContent || t("bandHint"));
  const input = (type, more) => el("input", {type, min: 0, max: 100, "aria-label": t("weightOf", name), ...more});
  const slider = input("range", {step: 0.1, key: `w${i}`, "aria-describedby": told.id, onfocus: show, onpointerenter: show,
    oninput: () => { m.move(i, slider.value / 100); touch(); }, onchange: () => commit()});
  const number = input("number", {step: "any", key: `n${i}`,
    onchange: () => { if (number.value >= 0 && number.value !== "") { m.move(i, Math.min(100, number.value) / 100); commit(); } }});
  const sign = (kind, key, does, ...content) =>
    push(kind, {key: key + i, disabled: alone, tip: t(kind, name), onclick: () => { does(); commit(); }}, ...content);
  const lock = sign("lock", "k", () => { if (!m.locked.delete(i)) m.locked.add(i); },
    el("svg:svg", {viewBox: "0 0 16 16", "aria-hidden": true}, el("svg:path", {d: "M3 7h10v8H3zM5 7V5a3 3 0 0 1 6 0v2"})));
  const track = el("span.egb-bands", {"aria-hidden": true}, ...["first", "top", "all"].map((kind) => el("i", {class: `egb-${kind}`, hidden: ""})));
  const item = el("li", el("div.egb-weight", opener(i, name, inner), el("span.egb-label", labelled(node), whole),
    el("span.egb-slide", slider, track), number, lock, sign("zero", "zero", () => m.move(i, 0)),
    sign("back", "back", () => m.move(i, m.shareOf(m.base, i))), told), inner);
  sliders.set(i, {item, slider, number, lock, whole, track, told, alone});
  return item;
}

/* Opens and closes what is below a node; null: nothing is. */
function opener(i, name, inner) {
  if (model.children[i].length === 0) return null;
  const fill = () => {
    const open = state.open.has(i);
    button.setAttribute("aria-expanded", open);
    inner.replaceChildren(...(open ? [familyPart(i)] : []));
    for (const [below, {item}] of sliders) if (below > i && !open && !item.isConnected) sliders.delete(below);
  };
  const button = push("open", {key: `o${i}`, "aria-label": t("parts", name),
    onclick: () => { if (!state.open.delete(i)) state.open.add(i); fill(); paintWeights(); settle(); }});
  fill();
  return button;
}

function paintWeights() {
  const effective = engine.effective;
  for (const [i, parts] of sliders) {
    const share = model.share(i), locked = model.locked.has(i);
    parts.slider.value = share * 100;
    parts.slider.setAttribute("aria-valuetext", egbShare(share));
    // What is being typed stays as it is.
    if (parts.number !== document.activeElement) parts.number.value = +(share * 100).toFixed(2);
    parts.slider.disabled = parts.number.disabled = parts.alone || locked;
    parts.lock.setAttribute("aria-pressed", locked);
    egbPut(parts.whole, model.parent(i) === 0 ? "" : t("ofAll", (effective[i] * 100).toFixed(1)));
  }
  undoButton.disabled = model.at === 0;
  redoButton.disabled = model.at === model.kept.length - 1;
  resetButton.disabled = model.text() === "" && model.locked.size === 0;
}

function band(i) {
  const parts = sliders.get(i), locked = model.siblings(i).some((k) => model.locked.has(k));
  if (!parts) return;
  const found = parts.alone || locked ? null : exact("stability", i, EGB_TOP), said = [];
  for (const [j, kind] of ["first", "top", "all"].entries()) {
    const bar = parts.track.children[j], range = found?.[kind];
    bar.hidden = !range;
    if (!range) continue;
    bar.style.left = `${range[0] * 100}%`;
    bar.style.width = `${Math.max(0.3, (range[1] - range[0]) * 100)}%`;
    said.push(`${(range[0] * 100).toFixed(1)}\u2013${(range[1] * 100).toFixed(1)}`);
  }
  egbPut(parts.told, locked ? t("bandLocked") : said.length === 0 ? "" : t("bandText", inside(model.nodes[i]), said[0], said[1], EGB_TOP, said[2]));
}
