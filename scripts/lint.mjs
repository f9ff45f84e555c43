// What is sent to browsers, against the browsers that are promised (`browserslist` in package.json).
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "acorn";
import browserslist from "browserslist";
import DoIUse from "doiuse/lib/DoIUse.js";
import postcss from "postcss";

const ASSETS = "zhitongche/static/assets";
const ECMA = 2020;
// What a promised browser may not know, and what it does instead.
const GRACEFUL = {
  "css-focus-visible": "the ring is drawn for :focus first, and only taken back where :focus-visible is known",
  "css-has": "a chosen card keeps its plain border; its tick shows the choice",
  "css-clip-path": "polygons are known to all of them; the report is of other forms",
  "css-masks": "the same lines again: clip-path, no mask is used",
  "css-appearance": "the prefixed form stands beside it",
  "css-logical-props": "only in the inline direction, which all of them know",
  "css-overflow": "auto and hidden are known to all of them; the report is of clip",
  "css-display-contents": "known to all of them; what it hides from screen readers there is said by the list around it",
  "css-resize": "text areas are not resized on a phone",
  "css-scroll-behavior": "only switched off, for readers who want no motion",
  "css-scrollbar": "the row of filters may show its scroll bar",
  "css-sticky": "the buttons of a judge's sheet stand at its end, as on a phone",
  "css-text-indent": "a length is known to all of them; the report is of each-line and hanging",
  "css3-cursors": "a phone has no cursor",
  "css3-cursors-grab": "a phone has no cursor",
  "text-decoration": "lines under words may cross descenders",
  multicolumn: "break-inside, for printing",
};

const faults = [];
const passed = new Set();

/** Style: every feature the sheet uses is known to every promised browser, or stands above with what happens instead. */
function style(path) {
  const seen = new Set();
  const check = new DoIUse({
    browsers: browserslist(),
    onFeatureUsage: ({ feature, featureData, usage }) => {
      if (feature in GRACEFUL) passed.add(feature);
      else if (!seen.has(feature)) faults.push(`${path}: ${featureData.title} (${feature}): ${usage.toString().slice(0, 90)}`);
      seen.add(feature);
    },
  });
  postcss([check]).process(readFileSync(path, "utf8"), { from: path }).sync();
}

/** Script: it parses as the stated year's language. */
function script(path) {
  try {
    parse(readFileSync(path, "utf8"), { ecmaVersion: ECMA, sourceType: "script" });
  } catch (error) {
    faults.push(`${path}: not ES${ECMA}: ${error.message}`);
  }
}

for (const name of readdirSync(ASSETS)) {
  if (name.endsWith(".css")) style(`${ASSETS}/${name}`);
  if (name.endsWith(".js")) script(`${ASSETS}/${name}`);
}
for (const name of Object.keys(GRACEFUL)) if (!passed.has(name)) faults.push(`scripts/lint.mjs: ${name} is let pass and no longer used`);
if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
