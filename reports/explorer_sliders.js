/* Weights as sliders, each with the bands in which ranks stay, and the bands in words. */
let hint, sliders = new Map(), waiting = []; // what a node's slider is made of; nodes whose bands are out of date

function weightsPart() {
  const bands = [["first", t("bandFirst")], ["top", t("bandTop", EGB_TOP)], ["all", t("bandAll")]];
  hint = el("p", {class: "egb-hint", text: t("bandHint")});
  return el("section", {class: "egb-weights"}, el("h3", {text: t("weights")}),
    ...(engine.stability ? [el("p", {class: "egb-legend"}, t("legend") + " ", ...bands.map(([kind, text]) =>
      el("span", {}, el("i", {class: `egb-key egb-${kind}`}), text))), hint] : []), familyPart(0));
}

function familyPart(parent) {
  const m = model, node = m.nodes[parent], live = node.live !== false;
  return el("div", {class: "egb-family"}, live ? null : el("p", {class: "egb-note", text: t("fixed", node.why)}),
    el("ul", {}, ...m.children[parent].map((i) => weightItem(i, live))),
    !live || m.children[parent].length < 2 ? null : el("p", {class: "egb-tools"},
      action("equal", () => { m.equalise(parent); commit(); }, {key: `equal${parent}`}),
      action("familyBack", () => { m.resetFamily(parent); commit(); }, {key: `back${parent}`})));
}

function weightItem(i, live) {
  const m = model, node = m.nodes[i], name = inside(node), alone = m.siblings(i).length < 2 || !live;
  const item = el("li"), told = el("span", {class: "egb-hidden", id: `egb-band-${i}`}), inner = el("div", {});
  const move = (share, rest) => { m.move(i, share); if (rest) commit(); else touch(); };
  const show = () => egbPut(hint, told.textContent || t("bandHint"));
  const slider = el("input", {type: "range", min: 0, max: 100, step: 0.1, key: `w${i}`, disabled: alone, "aria-label": t("weightOf", name),
    "aria-describedby": told.id, oninput: () => move(slider.value / 100), onchange: () => commit(), onfocus: show, onpointerenter: show});
  const number = el("input", {type: "number", min: 0, max: 100, step: "any", key: `n${i}`, disabled: alone, "aria-label": t("weightOf", name),
    onchange: () => { if (number.value >= 0 && number.value !== "") move(Math.min(100, number.value) / 100, true); }});
  const lock = el("button", {type: "button", class: "egb-lock", key: `k${i}`, tip: t("lock", name),
    onclick: () => { if (!m.locked.delete(i)) m.locked.add(i); commit(); }},
    el("svg:svg", {viewBox: "0 0 16 16", "aria-hidden": true}, el("svg:path", {d: "M3 7h10v8H3zM5 7V5a3 3 0 0 1 6 0v2"})));
  const small = (key, share) => el("button", {type: "button", class: `egb-${key}`, key: key + i,
    tip: t(key, name), onclick: () => move(share(), true)});
  const track = el("span", {class: "egb-bands", "aria-hidden": true}, ...["first", "top", "all"].map((kind) => el("i", {class: `egb-${kind}`, hidden: ""})));
  const whole = el("span", {class: "egb-whole"}), many = m.children[i].length > 0;
  const fold = () => {
    const open = state.open.has(i);
    opener.setAttribute("aria-expanded", open);
    if (!open) inner.querySelectorAll("li").forEach((below) => sliders.delete(below.egbNode));
    inner.replaceChildren(...(open ? [familyPart(i)] : []));
  };
  const opener = !many ? null : el("button", {type: "button", class: "egb-open", key: `o${i}`, "aria-expanded": false, "aria-label": t("parts", name),
    onclick: () => { if (!state.open.delete(i)) state.open.add(i); fold(); paintWeights(); settle(); }});
  item.append(el("div", {class: "egb-weight"}, opener, el("span", {class: "egb-label"}, labelled(node), whole),
    el("span", {class: "egb-slide"}, slider, track), number, lock, small("zero", () => 0), small("back", () => m.shareOf(m.base, i)), told), inner);
  item.egbNode = i;
  sliders.set(i, {item, slider, number, lock, whole, track, told, alone});
  if (alone) item.firstChild.querySelectorAll(".egb-slide ~ button").forEach((button) => { button.disabled = true; });
  if (many) fold();
  return item;
}

function paintWeights() {
  const effective = engine.effective;
  for (const [i, parts] of sliders) {
    const share = model.share(i), locked = model.locked.has(i);
    parts.slider.value = share * 100;
    parts.slider.setAttribute("aria-valuetext", egbShare(share));
    if (parts.number !== document.activeElement) parts.number.value = +(share * 100).toFixed(2); // else it is being typed
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
  if (!parts || !parts.item.isConnected) return;
  const found = parts.alone || locked ? null : exact("stability", i, EGB_TOP), said = [];
  for (const [j, kind] of ["first", "top", "all"].entries()) {
    const bar = parts.track.children[j], range = found && found[kind];
    bar.hidden = !range;
    if (!range) continue;
    bar.style.left = `${range[0] * 100}%`;
    bar.style.width = `${Math.max(0.3, (range[1] - range[0]) * 100)}%`;
    said.push(`${(range[0] * 100).toFixed(1)}\u2013${(range[1] * 100).toFixed(1)}`);
  }
  const name = inside(model.nodes[i]), text = said.length === 3 ? t("bandText", name, said[0], said[1], EGB_TOP, said[2]) : "";
  egbPut(parts.told, locked ? t("bandLocked") : text);
}
