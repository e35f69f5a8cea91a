/* Weights as a command line and as scenarios in files. */

function egbShell(word) { return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`; }

/* The page's own command in words as they are written there: [program, index, options]. */
function egbOwnCommand(payload) {
  const own = payload.command || `egovbench report ${egbShell(payload.definition)}`;
  const [program, , ...rest] = own.match(/(?:'[^']*'|\\.|[^\s'\\])+/g), named = rest.length > 0 && !rest[0].startsWith("-");
  return [program, named ? rest.shift() : payload.definition, rest];
}

/* Weights that the page's own command sets are the page's base, so that all are named then. */
function egbCommand(payload, model, period) {
  const [program, index, options] = egbOwnCommand(payload), words = [program, "rank", index], moved = period !== payload.period;
  for (let i = 0; i < options.length; i++)
    if (options[i] === "--set" || (options[i] === "--period" && moved)) i++;
    else words.push(options[i]);
  if (moved) words.push("--period", egbShell(period));
  const named = options.includes("--set") ? model.children.flatMap((family) => family.slice(1).map((k) => [k, model.share(k)])) : model.settings();
  if (named.length > 0) words.push("--set", egbShell(model.text(named, "=", "%")));
  return words.join(" ");
}

/* A definition that adds scenarios, [{name, settings}], to the page's; names become ids. */
function egbScenarioYaml(payload, model, people) {
  const base = egbOwnCommand(payload)[1].replace(/'([^']*)'|\\(.)/g, "$1$2");
  return `egovbench: 1\nid: ${payload.definition}\nextends: ${JSON.stringify(base)}\nscenarios:\n` + people.map(({name, settings}) =>
    `  ${name.replace(/[^\w.-]+/g, "-")}:\n    weights: {${model.text(settings, ": ", "%", ", ")}}\n`).join("");
}

/* Reads files of scenarios as the page and `weights set --scenario` write them, in blocks or in braces: [{name, settings}].
 * Throws [line, key, what is meant] for a line of any other shape. */
function egbReadScenarios(text, model) {
  // The keys a line lies below, with their depths.
  const people = [], above = [];
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, "").trimEnd());
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1, depth = lines[i].search(/\S/), refuse = (what = ["notThis"]) => egbThrow([line, ...what]);
    while (above.length > 0 && depth >= 0 && above.at(-1)[0] >= depth) above.pop();
    if (depth < 0 || above[2]?.[1] === "note") continue;
    let row = lines[i].trim();
    while (row.split("{").length > row.split("}").length && i + 1 < lines.length) row += " " + lines[++i].trim();
    const [, key, value] = /^["']?([^\s"':{}]+)["']?:\s*(.*)$/.exec(row) || refuse(), braces = /^\{([^{}]*)\}$/.exec(value);
    const inner = /^\{\s*weights:\s*\{([^{}]*)\}\s*(?:,\s*note:.*)?\}$/.exec(value), level = above.length;
    above.push([depth, key]);
    if (level === 0 && !/^(scenarios:|(egovbench|id|extends): [^[{]+)$/.test(row)) refuse();
    if (level === 1) people.push({name: key.slice(0, 80), settings: []});
    if (level === 0 || (level < 3 && value === "") || (level === 2 && key === "note")) continue;
    const body = level === 1 ? inner : level === 2 ? braces : [row, row], person = people.at(-1);
    if (!body || level > 3) refuse();
    try { person.settings = model.parse(model.text(person.settings, ":", "%") + "," + body[1], true); } catch (what) { refuse(what); }
  }
  if (people.length === 0) egbThrow([lines.length, "notThis"]);
  return people;
}
