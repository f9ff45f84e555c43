// One stylesheet: what the templates use of Tabler, then ours; lowered to the stated browsers, minified.
// node scripts/style.mjs OUT
import { readFileSync, writeFileSync } from "node:fs";
import browserslist from "browserslist";
import { browserslistToTargets, transform } from "lightningcss";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const TABLER = "node_modules/@tabler/core/dist/css/tabler.css";
const OURS = ["tokens", "frame", "parts", "forms", "room"].map((name) => `zhitongche/static/source/${name}.css`);
const PAGES = ["zhitongche/**/templates/**/*.html", "zhitongche/static/source/*.js"];
// What Django's widgets and the browser draw stands in no template of ours.
const DRAWN = ["html", "body", "fieldset", "legend", "label", "input", "select", "textarea", "button", "option", "optgroup", "ul", "ol"];
// Our tokens are the only theme, in colours that the oldest stated browser knows; scrolling stays the system's.
const THEMES = /light-dark|oklch|color-mix|scroll-behavior|--tblr-(btn|shadow|scrollbar)/;
const FOREIGN = /data-bs-theme=["']?dark|-scrollbar|focus-visible/;

const read = (path) => readFileSync(path, "utf8");
const classes = (selector) => [...selector.matchAll(/\.(-?[_a-zA-Z][\w-]*)/g)].map((found) => found[1]);

/** Every class that our own sheets draw. */
function drawn(sheet) {
  const names = new Set();
  postcss.parse(sheet).walkRules((rule) => classes(rule.selector).forEach((name) => names.add(name)));
  return names;
}

/** Tabler without its themes, and without the parts that share a name with ours: ours is the whole of it. */
function without(names, sheet) {
  const root = postcss.parse(sheet);
  root.walkAtRules(/^(property|font-face|(-webkit-)?keyframes|charset)$/, (rule) => void rule.remove());
  root.walkRules((rule) => {
    rule.selectors = rule.selectors.filter((each) => !FOREIGN.test(each) && !classes(each).some((name) => names.has(name)));
    if (!rule.selector) rule.remove();
  });
  root.walkDecls((line) => {
    if (THEMES.test(line.value) || THEMES.test(line.prop)) line.remove();
  });
  root.walk((node) => {
    if (node.nodes && !node.nodes.length) node.remove();
  });
  return root.toString();
}

/** Only words inside class attributes are class names, and only what opens a tag is one. */
function used(text) {
  const attributes = { names: [...text.matchAll(/\s([a-z][a-z-]*)=/g)].map((found) => found[1]), values: [] };
  const named = [...text.matchAll(/class(?:Name)?\s*=\s*"([^"]*)"/g)].flatMap((found) => found[1].split(/[^A-Za-z0-9_-]+/));
  const tags = [...text.matchAll(/<([a-z][a-z0-9]*)/g)].map((found) => found[1]);
  return { attributes, classes: named, ids: [], tags: [...tags, ...DRAWN], undetermined: [] };
}

async function purge(options) {
  return (await new PurgeCSS().purge(options))[0].css;
}

const ours = OURS.map(read).join("\n");
const theirs = await purge({ content: PAGES, css: [{ raw: without(drawn(ours), read(TABLER)) }], defaultExtractor: used });
// A second look at both together drops Tabler's variables that nobody asks for any more.
const whole = await purge({ content: [{ raw: "", extension: "html" }], css: [{ raw: `${theirs}\n${ours}` }], variables: true, safelist: { greedy: [/./] } });
const targets = browserslistToTargets(browserslist());
writeFileSync(process.argv[2], transform({ filename: "style.css", code: Buffer.from(whole), minify: true, targets }).code);
