// How Verify reads a bundle: into plain maps, or with every fault it has as [kind, where] (docs/settlement.md). Syntax ES2020.
(() => {
  "use strict";
  const { ZERO, compare, decimal, isObject, pair } = globalThis.ztcExact;
  const SCHEMA = "zhitongche.settlement/1";
  const INPUT = ["schema", "rules", "entries", "judges", "recusals", "scores", "givens"];
  const ANSWER = ["results", "champions_allowed", "digest"];
  const RULES = ["quota", "method", "min_judges", "tie_breaks", "criteria", "given"];
  const METHODS = ["mean", "trimmed_mean", "severity_adjusted"];
  const COMPONENT = ["code", "weight", "max"];
  const DECIMAL = /^-?[0-9]+(\.[0-9]+)?$/;
  const LONGEST = 40;
  const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/;
  const path = (where, key) => (where ? `${where}.${key}` : key);
  /** A list's codes to look up in; none where there is no list, as nothing can be said to be missing from it. */
  const known = (holder, key, found) => (Array.isArray(holder.get(key)) ? found : null);
  const mostOf = (components, code) => components && components.has(code) && components.get(code).max;

  /** What every part is made of. `isWhole`: it can still be told who is ranked. */
  class Shapes {
    constructor() {
      this.faults = [];
      this.isWhole = true;
    }

    fault(kind, where) {
      this.faults.push([kind, where]);
    }

    broken(kind, where) {
      this.isWhole = false;
      this.fault(kind, where);
    }

    row(value, where, needed, may = []) {
      if (!isObject(value)) {
        this.broken("not_an_object", where);
        return new Map();
      }
      value.twice.forEach(() => this.broken("key_twice", where));
      for (const key of needed) if (!value.keys.has(key)) this.fault("key_missing", where);
      for (const key of value.keys.keys()) if (!needed.includes(key) && !may.includes(key)) this.fault("key_unknown", where);
      return value.keys;
    }

    /** Reads each row of a list with its place. */
    each(holder, key, where, one) {
      if (Array.isArray(holder.get(key))) holder.get(key).forEach((value, at) => one(value, `${where}[${at}]`));
      else {
        if (holder.has(key)) this.fault("not_a_list", where);
        this.isWhole = false;
      }
    }

    text(holder, key, where) {
      const value = holder.get(key);
      if (typeof value === "string" && !HALF.test(value)) return value;
      if (typeof value === "string") this.fault("not_text", path(where, key));
      else if (holder.has(key)) this.fault("not_a_string", path(where, key));
      return null;
    }

    code(value, where, codes) {
      if (typeof value !== "string") this.broken("not_a_string", where);
      else if (!value || HALF.test(value)) this.broken("not_a_code", where);
      else if (codes && !codes.has(value)) this.broken("not_listed", where);
      else return value;
      return null;
    }

    codeOf(holder, key, where, codes) {
      if (holder.has(key)) return this.code(holder.get(key), path(where, key), codes);
      this.isWhole = false;
      return null;
    }

    number(holder, key, where) {
      const value = this.text(holder, key, where);
      if (value === null) return null;
      if (value.length <= LONGEST && DECIMAL.test(value)) return decimal(value);
      this.fault("not_a_decimal", path(where, key));
      return null;
    }

    within(holder, key, where, most) {
      const value = this.number(holder, key, where);
      if (value && (value[0] < 0n || (most && compare(value, most) > 0))) this.fault("outside", path(where, key));
      return value || ZERO;
    }

    aboveZero(holder, key, where) {
      const value = this.number(holder, key, where);
      if (value && value[0] <= 0n) this.fault("not_above_zero", path(where, key));
      return value && value[0] > 0n ? value : null;
    }

    unique(found, code, where, value) {
      if (code === null) return;
      if (found.has(code)) this.broken("code_twice", `${where}.code`);
      else found.set(code, value);
    }
  }

  class Reader extends Shapes {
    bundle(document) {
      const top = this.row(document, "", INPUT, ANSWER);
      const schema = this.text(top, "schema", "");
      if (schema !== null && schema !== SCHEMA) this.fault("other_schema", "schema");
      const rules = top.has("rules") ? this.row(top.get("rules"), "rules", RULES) : new Map();
      const bundle = this.rules(rules);
      this.people(top, bundle);
      const lists = {
        criteria: known(rules, "criteria", bundle.criteria),
        given: known(rules, "given", bundle.given),
        entries: known(top, "entries", bundle.entries),
        judges: known(top, "judges", bundle.judges),
      };
      this.recusals(top, bundle, lists);
      this.scores(top, bundle, lists);
      this.givens(top, bundle, lists);
      return bundle;
    }

    rules(rules) {
      const bundle = { quota: this.within(rules, "quota", "rules", [1n, 1n]), method: this.text(rules, "method", "rules") };
      if (bundle.method !== null && !METHODS.includes(bundle.method)) this.fault("other_method", "rules.method");
      bundle.least = this.least(rules);
      bundle.criteria = this.components(rules, "criteria", COMPONENT);
      if (Array.isArray(rules.get("criteria")) && !rules.get("criteria").length) this.broken("no_criterion", "rules.criteria");
      bundle.given = this.components(rules, "given", [...COMPONENT, "source"]);
      bundle.breaks = this.tieBreaks(rules, {
        criterion: known(rules, "criteria", bundle.criteria),
        given: known(rules, "given", bundle.given),
      });
      return bundle;
    }

    least(rules) {
      const least = rules.get("min_judges");
      if (typeof least === "bigint" && least >= 1n && least <= 999n) return Number(least);
      if (typeof least === "bigint") this.fault("outside", "rules.min_judges");
      else if (rules.has("min_judges")) this.fault("not_an_integer", "rules.min_judges");
      this.isWhole = false;
      return 1;
    }

    components(rules, key, needed) {
      const found = new Map();
      this.each(rules, key, `rules.${key}`, (value, where) => {
        const one = this.row(value, where, needed);
        const code = this.codeOf(one, "code", where);
        const weight = this.aboveZero(one, "weight", where);
        const max = this.aboveZero(one, "max", where);
        if (key === "given") this.text(one, "source", where);
        this.unique(found, code, where, { weight, max });
      });
      return found;
    }

    tieBreaks(rules, lists) {
      const found = [];
      this.each(rules, "tie_breaks", "rules.tie_breaks", (value, where) => {
        if (typeof value !== "string") return this.fault("not_a_string", where);
        if (HALF.test(value)) return this.fault("not_text", where);
        const [kind] = value.split(":", 1);
        const code = value.slice(kind.length + 1);
        if (value !== "median") {
          if (!["criterion", "given"].includes(kind) || !code) this.fault("other_tie_break", where);
          else if (lists[kind] && !lists[kind].has(code)) this.fault("not_listed", where);
        }
        if (found.includes(value)) this.fault("tie_break_twice", where);
        found.push(value);
      });
      return found;
    }

    people(top, bundle) {
      bundle.entries = new Map();
      this.each(top, "entries", "entries", (value, where) => {
        const one = this.row(value, where, ["code"], ["adjustment", "excluded"]);
        const code = this.codeOf(one, "code", where);
        const adjustment = this.number(one, "adjustment", where) || ZERO;
        this.text(one, "excluded", where);
        this.unique(bundle.entries, code, where, { adjustment, excluded: typeof one.get("excluded") === "string" });
      });
      bundle.judges = new Map();
      this.each(top, "judges", "judges", (value, where) => {
        this.unique(bundle.judges, this.codeOf(this.row(value, where, ["code"]), "code", where), where, true);
      });
    }

    recusals(top, bundle, lists) {
      bundle.recusals = new Set();
      this.each(top, "recusals", "recusals", (value, where) => {
        if (!Array.isArray(value) || value.length !== 2) return this.broken("not_a_pair", where);
        const judge = this.code(value[0], `${where}[0]`, lists.judges);
        const entry = this.code(value[1], `${where}[1]`, lists.entries);
        if (judge !== null && entry !== null) bundle.recusals.add(pair(judge, entry));
      });
    }

    scores(top, bundle, lists) {
      bundle.cells = new Map();
      this.each(top, "scores", "scores", (value, where) => {
        const one = this.row(value, where, ["judge", "entry", "criterion", "points"]);
        const judge = this.codeOf(one, "judge", where, lists.judges);
        const entry = this.codeOf(one, "entry", where, lists.entries);
        const criterion = this.codeOf(one, "criterion", where, lists.criteria);
        const points = this.within(one, "points", where, mostOf(lists.criteria, criterion));
        if (judge === null || entry === null || criterion === null) return;
        const place = pair(judge, entry);
        if (bundle.recusals.has(place)) this.fault("recused", where);
        if (!bundle.cells.has(place)) bundle.cells.set(place, new Map());
        if (bundle.cells.get(place).has(criterion)) this.fault("cell_twice", where);
        bundle.cells.get(place).set(criterion, points);
      });
    }

    givens(top, bundle, lists) {
      bundle.givens = new Map();
      this.each(top, "givens", "givens", (value, where) => {
        const one = this.row(value, where, ["entry", "component", "points"]);
        const entry = this.codeOf(one, "entry", where, lists.entries);
        const component = this.codeOf(one, "component", where, lists.given);
        const points = this.within(one, "points", where, mostOf(lists.given, component));
        if (entry === null || component === null) return;
        if (bundle.givens.has(pair(entry, component))) this.fault("cell_twice", where);
        bundle.givens.set(pair(entry, component), points);
      });
    }
  }

  function read(document) {
    const reader = new Reader();
    const bundle = reader.bundle(document);
    if (reader.isWhole) standing(bundle, (kind, where) => reader.fault(kind, where));
    return { bundle, faults: reader.faults };
  }

  /** What only shows once it is known who is ranked. */
  function standing(bundle, fault) {
    const panels = panelsOf(bundle);
    for (const entry of panels.keys()) {
      for (const one of bundle.given.keys()) {
        if (!bundle.givens.has(pair(entry, one))) fault("given_missing", `entry ${entry}`);
      }
    }
    if (bundle.method !== "severity_adjusted" || !panels.size) return;
    const waiting = new Set(panels.keys());
    const judges = new Set(panels.values().next().value);
    for (let grown = true; grown; ) {
      grown = false;
      for (const entry of waiting) {
        if (!panels.get(entry).some((judge) => judges.has(judge))) continue;
        panels.get(entry).forEach((judge) => judges.add(judge));
        waiting.delete(entry);
        grown = true;
      }
    }
    if (waiting.size) fault("not_connected", "scores");
  }

  /** Ranked entry → the judges that have a total for it (rules 2 and 3). */
  function panelsOf(bundle) {
    const found = new Map();
    for (const [entry, { excluded }] of bundle.entries) {
      const judges = [...bundle.judges.keys()].filter((judge) => {
        const cell = bundle.cells.get(pair(judge, entry));
        return cell && cell.size === bundle.criteria.size && !bundle.recusals.has(pair(judge, entry));
      });
      if (!excluded && judges.length >= bundle.least) found.set(entry, judges);
    }
    return found;
  }

  globalThis.ztcReading = { SCHEMA, panelsOf, read };
})();
