/* Weights as a command line and as scenarios in files. */

function egbShell(word) { return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`; }

/* The words of a command, of which quotation marks and backslashes are taken. */
function egbShellWords(text) {
  const words = [];
  for (const [part] of text.matchAll(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g))
    words.push(part.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (all, single, double, one) => single || double || one || ""));
  return words;
}

/* The page's own command as words: [program, index or none, other words]. Weights it sets are the page's base. */
function egbOwnCommand(payload) {
  const [program, , ...rest] = egbShellWords(payload.command || `egovbench report ${payload.definition}`);
  const index = rest.length > 0 && !rest[0].startsWith("-") ? rest.shift() : payload.definition;
  return {program, index, rest};
}

function egbCommand(payload, model, period) {
  const {program, index, rest} = egbOwnCommand(payload);
  const words = [program, "rank", index];
  let all = false;
  for (let i = 0; i < rest.length; i++) {
    if (rest[i] === "--set") { all = true; i++; continue; }
    if (rest[i] === "--period" && period !== payload.period) { i++; continue; }
    words.push(rest[i]);
  }
  if (period !== payload.period) words.push("--period", period);
  let named = model.settings();
  if (all) named = model.children.flatMap((family) => family.slice(1).map((k) => [k, model.share(k)]));
  if (named.length > 0) words.push("--set", named.map(([k, share]) => `${model.nodes[k].id}=${egbPercent(share)}%`).join(","));
  return words.map(egbShell).join(" ");
}

/* ---- scenarios as files ---------------------------------------------------------------------- */

/* A definition that adds scenarios, [{name, settings}], to the page's; names become ids. */
function egbScenarioYaml(payload, model, people) {
  const weights = (settings) => settings.map(([k, share]) => `${model.nodes[k].id}: ${egbPercent(share)}%`).join(", ");
  return `egovbench: 1\nid: ${payload.definition}\nextends: ${JSON.stringify(egbOwnCommand(payload).index)}\nscenarios:\n` +
    people.map(({name, settings}) => `  ${name.replace(/[^\w.-]+/g, "-")}:\n    weights: {${weights(settings)}}\n`).join("");
}

/* Reads files of scenarios as the page and `weights set --scenario` write them: [{name, settings}]. Throws
 * {line, key, value} for a line of any other shape. */
function egbReadScenarios(text, model) {
  const people = [];
  let inside = false, note = -1, weights = -1, fold = null;
  const refuse = (line, key, value) => { throw {line: line + 1, key, value}; };
  const add = (body, line) => {
    const person = people[people.length - 1];
    for (const part of body.split(",")) {
      const found = /^\s*["']?([^\s"':{}]+)["']?\s*:\s*(\d+(?:\.\d+)?)(%?)\s*$/.exec(part);
      if (!found) { if (part.trim() === "") continue; refuse(line, "notThis"); }
      const k = model.index.get(found[1]);
      if (!(k > 0)) refuse(line, "noNode", found[1]);
      const total = model.total[model.parent(k)];
      person.settings.push([k, found[3] ? found[2] / 100 : found[2] / total]);
      if (!model.fits(person.settings)) refuse(line, "badWeight");
    }
  };
  text.replace(/^\ufeff/, "").split(/\r?\n/).forEach((raw, line) => {
    const row = raw.replace(/(^|\s)#.*$/, "").trimEnd(), depth = row.search(/\S/);
    if (fold !== null) { // a map in braces over several lines
      if (depth < 0) return;
      fold += " " + row.trim();
    } else {
      if (depth < 0 || (note >= 0 && depth > note)) return;
      note = -1;
      if (weights >= 0 && depth > weights) { add(row, line); return; }
      weights = -1;
      if (depth === 0) {
        inside = row === "scenarios:";
        if (!inside && !/^(egovbench|id|extends): \S/.test(row)) refuse(line, "notThis");
        return;
      }
      if (!inside) refuse(line, "notThis");
      fold = row.trim();
    }
    if (fold.split("{").length > fold.split("}").length) return;
    const [, key, value] = /^["']?([^\s"':{}]+)["']?:\s*(.*)$/.exec(fold) || refuse(line, "notThis");
    fold = null;
    const one = /^\{\s*weights:\s*\{([^{}]*)\}\s*(?:,\s*note:.*)?\}$/.exec(value), map = /^\{([^{}]*)\}$/.exec(value);
    if (key === "weights" && people.length > 0 && map) add(map[1], line);
    else if (key === "weights" && people.length > 0 && value === "") weights = depth;
    else if (key === "note" && people.length > 0) note = depth;
    else if (value === "" || one) {
      people.push({name: key.slice(0, 80), settings: []});
      if (one) add(one[1], line);
    } else refuse(line, "notThis");
  });
  if (fold !== null || people.length === 0) refuse(text.split("\n").length - 1, "notThis");
  return people;
}
