// What Verify is made of: JSON read strictly, fractions without loss, the order of codes, SHA-256. Syntax ES2020.
(() => {
  "use strict";

  // ---- JSON, read strictly: a number knows whether it was whole, an object whether a key stood twice

  class Parser {
    constructor(text) {
      this.text = text;
      this.at = 0;
    }

    fail() {
      throw new SyntaxError(`not JSON at ${this.at}`);
    }

    whole() {
      const found = this.value();
      this.blank();
      if (this.at < this.text.length) this.fail();
      return found;
    }

    blank() {
      while (this.at < this.text.length && " \t\n\r".includes(this.text[this.at])) this.at += 1;
    }

    take(pattern) {
      pattern.lastIndex = this.at;
      const found = pattern.exec(this.text);
      if (!found) this.fail();
      this.at += found[0].length;
      return found[0];
    }

    string() {
      return JSON.parse(this.take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y));
    }

    /** What stands between brackets, with commas; `one` reads each. */
    list(close, one) {
      this.at += 1;
      this.blank();
      for (let isFirst = true; this.text[this.at] !== close; isFirst = false) {
        if (!isFirst) this.take(/,/y);
        one();
        this.blank();
      }
      this.at += 1;
    }

    object() {
      const found = { keys: new Map(), twice: new Set() };
      this.list("}", () => {
        this.blank();
        const key = this.string();
        this.blank();
        this.take(/:/y);
        if (found.keys.has(key)) found.twice.add(key);
        found.keys.set(key, this.value());
      });
      return found;
    }

    array() {
      const found = [];
      this.list("]", () => found.push(this.value()));
      return found;
    }

    value() {
      this.blank();
      const first = this.text[this.at];
      if (first === "{") return this.object();
      if (first === "[") return this.array();
      if (first === '"') return this.string();
      const word = this.take(/true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y);
      if (/^[tfn]/.test(word)) return JSON.parse(word);
      return /[.eE]/.test(word) ? Number(word) : BigInt(word);
    }
  }

  const parse = (text) => new Parser(text).whole();
  const isObject = (value) => value !== null && typeof value === "object" && value.keys instanceof Map;

  // ---- fractions: [numerator, denominator], the denominator above zero, in lowest terms

  const gcd = (a, b) => {
    while (b) [a, b] = [b, a % b];
    return a < 0n ? -a : a;
  };
  const fraction = (top, bottom = 1n) => {
    if (bottom < 0n) [top, bottom] = [-top, -bottom];
    const common = gcd(top, bottom) || 1n;
    return [top / common, bottom / common];
  };
  const ZERO = [0n, 1n];
  const add = (a, b) => fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
  const less = (a, b) => add(a, [-b[0], b[1]]);
  const times = (a, b) => fraction(a[0] * b[0], a[1] * b[1]);
  const over = (a, b) => fraction(a[0] * b[1], a[1] * b[0]);
  const compare = (a, b) => {
    const gap = a[0] * b[1] - b[0] * a[1];
    return gap < 0n ? -1 : gap > 0n ? 1 : 0;
  };
  const sum = (values) => values.reduce(add, ZERO);
  const mean = (values) => over(sum(values), fraction(BigInt(values.length)));
  const floor = (top, bottom) => top / bottom - (top % bottom < 0n ? 1n : 0n);
  const decimal = (text) => {
    const [head, tail = ""] = text.split(".");
    const top = BigInt(head.replace("-", "") + tail);
    return fraction(head.startsWith("-") ? -top : top, 10n ** BigInt(tail.length));
  };
  const normal = (text) => {
    const [head, tail = ""] = text.replace("-", "").split(".");
    const rest = tail.replace(/0+$/, "");
    const plain = head.replace(/^0+(?=.)/, "") + (rest && `.${rest}`);
    return text.startsWith("-") && plain !== "0" ? `-${plain}` : plain;
  };
  /** By code points, as the contract compares codes; JavaScript's own order is by halves of them. */
  const byCode = (a, b) => {
    const one = Array.from(a);
    const other = Array.from(b);
    for (let at = 0; at < one.length && at < other.length; at += 1) {
      if (one[at] !== other[at]) return one[at].codePointAt(0) - other[at].codePointAt(0);
    }
    return one.length - other.length;
  };
  const byCodes = (a, b) => a.map((code, at) => byCode(code, b[at])).find(Boolean) || 0;
  const pair = (...codes) => JSON.stringify(codes);

  // ---- SHA-256: a page without TLS has no crypto.subtle

  /** The first 32 bits behind the point of the square (or cube) roots of the first primes. */
  function roots(count, power) {
    const found = [];
    for (let number = 2n; found.length < count; number += 1n) {
      let isPrime = true;
      for (let by = 2n; by * by <= number; by += 1n) if (number % by === 0n) isPrime = false;
      if (!isPrime) continue;
      const target = number << (32n * power);
      let low = 0n;
      for (let bit = 1n << 36n; bit; bit >>= 1n) if ((low + bit) ** power <= target) low += bit;
      found.push(Number(low & 0xffffffffn));
    }
    return found;
  }

  function sha256(bytes) {
    const constants = roots(64, 3n);
    const state = roots(8, 2n);
    const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) * 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
    const turn = (word, by) => (word >>> by) | (word << (32 - by));
    const words = new Uint32Array(64);
    for (let block = 0; block < padded.length; block += 64) {
      for (let at = 0; at < 64; at += 1) {
        if (at < 16) words[at] = view.getUint32(block + at * 4);
        else {
          const [a, b] = [words[at - 15], words[at - 2]];
          words[at] = words[at - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + words[at - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let at = 0; at < 64; at += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[at] + words[at]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at] = (state[at] + word) | 0));
    }
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  const order = { byCode, byCodes, pair };
  const fractions = { ZERO, add, compare, decimal, floor, fraction, less, mean, normal, over, sum, times };
  globalThis.ztcExact = { isObject, parse, sha256, ...order, ...fractions };
})();
