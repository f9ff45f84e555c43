// Verify: a bout's result, recomputed in the reader's own browser from the bundle (docs/settlement.md), in exact fractions.
// Written anew after the contract's rule and not after the server's code; the tests hold both to the same answers.
(() => {
  "use strict";
  const { ZERO, add, byCode, byCodes, compare, floor, fraction, isObject, less, mean, normal, over, pair, parse } = globalThis.ztcExact;
  const { sha256, sum, times } = globalThis.ztcExact;
  const { SCHEMA, panelsOf, read } = globalThis.ztcReading;
  const ANSWER = ["results", "champions_allowed", "digest"];

  // ---- settling

  const weightOf = (components) => sum([...components.values()].map((one) => one.weight));
  const share = (one, points) => over(times(times(one.weight, [100n, 1n]), points), one.max);

  function settle(bundle) {
    const judged = weightOf(bundle.criteria);
    const totals = new Map();
    for (const [entry, judges] of panelsOf(bundle)) {
      const total = (judge) =>
        over(sum([...bundle.cells.get(pair(judge, entry))].map(([code, points]) => share(bundle.criteria.get(code), points))), judged);
      totals.set(entry, new Map(judges.map((judge) => [judge, total(judge)])));
    }
    const figures = figuresOf(bundle.method, totals);
    const whole = add(judged, weightOf(bundle.given));
    const keys = new Map();
    for (const [entry, figure] of figures) {
      const records = [...bundle.given].map(([code, one]) => share(one, bundle.givens.get(pair(entry, code))));
      const score = add(over(sum([times(judged, figure), ...records]), whole), bundle.entries.get(entry).adjustment);
      keys.set(entry, [score, ...bundle.breaks.map((rule) => tieValue(bundle, totals, rule, entry))]);
    }
    return placed(bundle, keys);
  }

  const sorted = (values) => [...values].sort(compare);
  const middle = (values) => {
    const ordered = sorted(values);
    const half = Math.floor(ordered.length / 2);
    return mean([ordered[half], ordered[ordered.length - half - 1]]);
  };

  function figuresOf(method, totals) {
    if (method === "severity_adjusted" && totals.size) return leastSquares(totals);
    const trims = method === "trimmed_mean" && [...totals.values()].every((row) => row.size >= 5);
    const figure = (row) => mean(trims ? sorted(row.values()).slice(1, -1) : [...row.values()]);
    return new Map([...totals].map(([entry, row]) => [entry, figure(row)]));
  }

  /** total = entry + judge: the judges' normal equations, one of them replaced by "the effects sum to zero". */
  function leastSquares(totals) {
    const judges = [...new Set([...totals.values()].flatMap((row) => [...row.keys()]))];
    const lines = judges.map((judge) => {
      const line = new Array(judges.length + 1).fill(ZERO);
      for (const row of totals.values()) {
        if (!row.has(judge)) continue;
        const part = fraction(1n, BigInt(row.size));
        for (const other of row.keys()) line[judges.indexOf(other)] = less(line[judges.indexOf(other)], part);
        line[judges.indexOf(judge)] = add(line[judges.indexOf(judge)], [1n, 1n]);
        line[judges.length] = add(line[judges.length], less(row.get(judge), mean([...row.values()])));
      }
      return line;
    });
    lines[0] = [...judges.map(() => [1n, 1n]), ZERO];
    judges.forEach((_, at) => {
      const place = lines.findIndex((line, number) => number >= at && line[at][0] !== 0n);
      [lines[at], lines[place]] = [lines[place], lines[at]];
      lines[at] = lines[at].map((value, _number, line) => over(value, line[at]));
      lines.forEach((line, number) => {
        const factor = line[at];
        if (number !== at && factor[0]) lines[number] = line.map((value, column) => less(value, times(factor, lines[at][column])));
      });
    });
    const effects = new Map(judges.map((judge, at) => [judge, lines[at][judges.length]]));
    const term = (row) => mean([...row].map(([judge, total]) => less(total, effects.get(judge))));
    return new Map([...totals].map(([entry, row]) => [entry, term(row)]));
  }

  function tieValue(bundle, totals, rule, entry) {
    if (rule === "median") return middle(totals.get(entry).values());
    const code = rule.slice(rule.indexOf(":") + 1);
    if (rule.startsWith("given:")) return bundle.givens.get(pair(entry, code));
    return mean([...totals.get(entry).keys()].map((judge) => bundle.cells.get(pair(judge, entry)).get(code)));
  }

  function placed(bundle, keys) {
    const before = (a, b) => keys.get(b).map((value, at) => compare(value, keys.get(a)[at])).find(Boolean) || 0;
    const order = [...keys.keys()].sort((a, b) => before(a, b) || byCode(a, b));
    const allowed = floor(bundle.quota[0] * BigInt(order.length), bundle.quota[1]);
    const rankOf = (entry) => 1 + order.filter((other) => before(other, entry) < 0).length;
    const upTo = (entry) => order.filter((other) => before(other, entry) <= 0).length;
    const results = order.map((entry) => ({
      entry,
      score: shown(keys.get(entry)[0], [...keys.values()].map(([score]) => score)),
      rank: rankOf(entry),
      champion: BigInt(upTo(entry)) <= allowed,
    }));
    const rest = [...bundle.entries.keys()].filter((entry) => !keys.has(entry)).sort(byCode);
    return { results: results.concat(rest.map((entry) => ({ entry, score: null, rank: null, champion: false }))), allowed: Number(allowed) };
  }

  function shown(score, scores) {
    const others = scores.filter((other) => compare(other, score));
    const rounded = (value, places) => floor(2n * value[0] * 10n ** places + value[1], 2n * value[1]);
    let places = 2n;
    while (others.some((other) => rounded(other, places) === rounded(score, places))) places += 1n;
    const value = rounded(score, places);
    const figures = (value < 0n ? -value : value).toString().padStart(Number(places) + 1, "0");
    return `${value < 0n ? "-" : ""}${figures.slice(0, -Number(places))}.${figures.slice(-Number(places))}`;
  }

  // ---- what is digested: RFC 8785 of the sorted, normalised input

  function canonical(document) {
    const rows = (holder, key, order, ...decimals) =>
      holder
        .get(key)
        .map((one) => new Map([...one.keys].map(([name, value]) => [name, decimals.includes(name) ? normal(value) : value])))
        .sort((a, b) => byCodes(order.map((name) => a.get(name)), order.map((name) => b.get(name))));
    const top = document.keys;
    const rules = top.get("rules").keys;
    const parts = ["criteria", "given"].map((key) => [key, rows(rules, key, ["code"], "weight", "max")]);
    const recusals = new Map(top.get("recusals").map((one) => [pair(...one), one]));
    const value = new Map([
      ["schema", SCHEMA],
      ["entries", rows(top, "entries", ["code"], "adjustment")],
      ["judges", rows(top, "judges", ["code"])],
      ["recusals", [...recusals.values()].sort(byCodes)],
      ["scores", rows(top, "scores", ["judge", "entry", "criterion"], "points")],
      ["givens", rows(top, "givens", ["entry", "component"], "points")],
      ["rules", new Map([...rules, ["quota", normal(rules.get("quota"))], ...parts])],
    ]);
    const write = (one) => {
      if (Array.isArray(one)) return `[${one.map(write).join(",")}]`;
      if (one instanceof Map) return `{${[...one.keys()].sort().map((key) => `${JSON.stringify(key)}:${write(one.get(key))}`).join(",")}}`;
      return typeof one === "bigint" ? one.toString() : JSON.stringify(one);
    };
    return write(value);
  }

  // ---- what a page asks

  /** `{faults}`, each [kind, where], or the three keys of the answer. */
  function compute(text) {
    let document;
    try {
      document = parse(text);
    } catch (_error) {
      return { faults: [["not_json", ""]] };
    }
    if (!isObject(document)) return { faults: [["not_an_object", ""]] };
    const { bundle, faults } = read(document);
    if (faults.length) return { faults };
    const { results, allowed } = settle(bundle);
    return { results, champions_allowed: allowed, digest: `sha256:${sha256(new TextEncoder().encode(canonical(document)))}` };
  }

  const same = (held, found) => {
    if (Array.isArray(found)) return Array.isArray(held) && held.length === found.length && found.every((one, at) => same(held[at], one));
    if (found !== null && typeof found === "object") {
      const keys = Object.keys(found);
      return isObject(held) && !held.twice.size && held.keys.size === keys.length && keys.every((key) => same(held.keys.get(key), found[key]));
    }
    return typeof found === "number" ? held === BigInt(found) : held === found;
  };

  /** `{faults}`, or `{differs}`: the keys of the answer that are missing or not true. */
  function verify(text) {
    const found = compute(text);
    if (found.faults) return found;
    const held = parse(text).keys;
    return { differs: ANSWER.filter((key) => !held.has(key) || !same(held.get(key), found[key])) };
  }

  /** The text of a file; empty, which is no JSON, where it is not UTF-8. */
  function textOf(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (_error) {
      return "";
    }
  }

  globalThis.ztcVerify = { compute, verify };

  // A page shows it by a file input with data-verify, whose value is the id of the element with one sentence for each answer;
  // or by a button that has the address of a bundle beside it (data-bundle).
  if (typeof document === "undefined") return;

  function show(place, bytes) {
    const found = verify(textOf(bytes));
    const answer = found.faults ? "faulty" : found.differs.length ? "differs" : "verified";
    for (const sentence of place.children) sentence.hidden = sentence.dataset.answer !== answer;
    const list = place.querySelector(`[data-answer=${answer}] [data-list]`);
    if (list) list.textContent = (found.differs || found.faults.map(([kind, where]) => `${where} ${kind}`.trim())).join("; ");
  }

  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.matches("input[type=file][data-verify]") || !input.files.length) return;
    show(document.getElementById(input.dataset.verify), await input.files[0].arrayBuffer());
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-verify][data-bundle]");
    if (!button) return;
    event.preventDefault();
    button.disabled = true;
    try {
      const answer = await fetch(button.dataset.bundle);
      if (!answer.ok) throw new Error(answer.statusText);
      show(document.getElementById(button.dataset.verify), await answer.arrayBuffer());
    } catch (_error) {
      // No bundle came: the page to which the form leads says what to do.
      button.form.submit();
    }
    button.disabled = false;
  });
})();
