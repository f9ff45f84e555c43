// A judge's sheet goes on while the network is gone: what is typed stays on the device, what is saved is sent once.
// In the hall the pages of judges and the organizer's desk follow the speaker.
// Every page works without it; syntax ES2020 (checked by `npm run lint`).
(() => {
  const EVERY = 3000;
  const STEP = 1000;
  const PATIENCE = 8000;
  const BOX = `sheets:${location.pathname.split("/judging/")[0]}`;

  const sheet = () => document.querySelector("form[data-sheet]");
  let isSending = false;
  let isLost = false;

  // ---- what is kept on the device ------------------------------------------------------------------------------------

  function kept(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }

  function keep(name, value) {
    try {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing still sends.
    }
  }

  const outbox = () => kept(BOX) || [];
  const nameOf = () => `sheet:${location.pathname}`;
  const fieldsOf = (form) => [...form.elements].filter((one) => one.name && !["csrfmiddlewaretoken", "idempotency_key", "seen"].includes(one.name));
  const valuesOf = (form) => Object.fromEntries(fieldsOf(form).map((one) => [one.name, one.value]));
  const isEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function say(name, more = "") {
    const line = document.getElementById("line");
    if (!line) return;
    line.textContent = `${line.dataset[name] || ""}${more ? ` ${more}` : ""}`;
    line.classList.toggle("line-lost", name === "lost" || name === "waiting" || name === "refused" || name === "door");
  }

  function note(form) {
    const values = valuesOf(form);
    keep(nameOf(), isEqual(values, form.served) ? null : { values, seen: form.elements.seen.value });
  }

  /** What was typed here before is put back; of a sheet that was refused, what the page brings is newer. */
  function arrive() {
    const form = sheet();
    if (!form) return;
    const draft = kept(nameOf());
    form.served = valuesOf(form);
    if (draft && !form.hasAttribute("data-bound") && !isEqual(draft.values, form.served)) {
      for (const field of fieldsOf(form)) if (field.name in draft.values) field.value = draft.values[field.name];
      form.elements.seen.value = draft.seen;
      if (!outbox().some((one) => one.name === nameOf())) {
        const typed = document.getElementById("typed");
        typed.textContent = document.getElementById("line").dataset.typed;
        typed.hidden = false;
      }
    }
    form.addEventListener("input", () => note(form));
    // Where there is a keyboard, the first blank is under the fingers; on a tablet it would open one over the page.
    const blank = [...form.querySelectorAll("input.points")].find((one) => !one.value);
    if (blank && matchMedia("(hover: hover) and (pointer: fine)").matches) blank.focus({ preventScroll: true });
  }

  /** Ctrl and Enter saves from any field; Alt with an arrow goes to the entry before or after. */
  document.addEventListener("keydown", (event) => {
    const form = sheet();
    if (!form || event.isComposing) return;
    const way = event.altKey && { ArrowUp: "prev", ArrowDown: "next" }[event.key];
    const isSaved = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    const pressed = form.querySelector(isSaved ? "button.btn-primary" : way ? `a[rel=${way}]` : "#none");
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
  });

  // A wheel over a field would change the points that stand in it.
  document.addEventListener("wheel", (event) => {
    if (event.target === document.activeElement && event.target.matches("input.points")) event.target.blur();
  });

  // ---- what is saved is sent once ------------------------------------------------------------------------------------

  async function fetched(address, options) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(address, { cache: "no-store", signal: patience.signal, ...options });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      return { answer, read: new DOMParser().parseFromString(await answer.text(), "text/html") };
    } finally {
      clearTimeout(timer);
    }
  }

  const isOurs = (read) => read.getElementById("line") !== null;
  const token = () => (document.querySelector("[name=csrfmiddlewaretoken]") || { value: "" }).value;

  /** Into the outbox, in the place of what has not been tried yet: what has been may have arrived, and keeps its key. */
  function save(form) {
    const one = {
      name: nameOf(),
      address: location.pathname,
      key: form.elements.idempotency_key.value,
      title: form.dataset.title,
      seen: form.elements.seen.value,
      values: valuesOf(form),
      isTried: false,
    };
    keep(one.name, { values: one.values, seen: one.seen });
    keep(BOX, [...outbox().filter((other) => other.isTried || other.name !== one.name), one]);
    // Another save of this page would be another act.
    form.elements.idempotency_key.value = newKey();
    flush();
  }

  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  async function flush() {
    if (isSending) return;
    isSending = true;
    try {
      while (outbox().length && (await sent(outbox()[0])));
    } finally {
      isSending = false;
    }
  }

  /** True where it was answered, one way or the other; what was not stays in the outbox. */
  async function sent(one, isSecond = false) {
    keep(BOX, outbox().map((other) => (other.key === one.key ? { ...other, isTried: true } : other)));
    const body = new URLSearchParams({ ...one.values, seen: one.seen, idempotency_key: one.key, csrfmiddlewaretoken: csrf || token() });
    let found;
    try {
      found = await fetched(one.address, { method: "POST", body });
      if (found.answer.status === 403 && !isSecond && !isOurs(found.read) && (await isTokenFresh(one.address))) return await sent(one, true);
    } catch {
      isLost = true;
      say("waiting");
      return false;
    }
    if (isLost) say("back");
    isLost = false;
    if (!isOurs(found.read) && found.answer.ok) {
      say("door");
      return false;
    }
    keep(BOX, outbox().filter((other) => other.key !== one.key));
    if (found.answer.ok) done(one, found.answer.url);
    else refused(one, found.read);
    return true;
  }

  /** Without a form on the page, and after signing in anew, the proof of origin is taken from a fresh page. */
  let csrf = "";
  async function isTokenFresh(address) {
    const { read } = await fetched(address);
    const field = read.querySelector("[name=csrfmiddlewaretoken]");
    if (!field || !isOurs(read)) return false;
    csrf = field.value;
    return true;
  }

  function done(one, next) {
    // What was typed after it was sent knows this version, and no other.
    const seen = String(Number(one.seen) + 1);
    const draft = kept(one.name);
    keep(one.name, draft && !isEqual(draft.values, one.values) ? { ...draft, seen } : null);
    keep(BOX, outbox().map((other) => (other.name === one.name ? { ...other, seen } : other)));
    say("sent", one.title);
    const form = sheet();
    if (!form || one.name !== nameOf()) return;
    form.elements.seen.value = seen;
    form.served = one.values;
    if (isEqual(valuesOf(form), one.values) && !outbox().length) location.assign(next);
  }

  /** Refused: it stays typed, the sentence that refused it is shown, and with it what stands now. */
  function refused(one, read) {
    const form = sheet();
    const fresh = read.querySelector("form[data-sheet]");
    if (fresh) {
      const draft = kept(one.name);
      if (draft) keep(one.name, { ...draft, seen: fresh.elements.seen.value });
      if (form && one.name === nameOf()) form.elements.seen.value = fresh.elements.seen.value;
    }
    const stands = read.getElementById("stands");
    if (stands && document.getElementById("stands")) document.getElementById("stands").replaceWith(document.importNode(stands, true));
    const why = read.querySelector(".say-error li") || read.querySelector(".say-error, .say-warning:not([hidden])");
    say("refused", `${one.title}. ${why ? why.textContent.trim() : ""}`);
  }

  // ---- the hall goes on ----------------------------------------------------------------------------------------------

  const hall = document.querySelector("[data-hall]");
  let tag = hall ? `"${hall.dataset.version}"` : "";

  /** One number is asked for; where it has changed, what stands around a judge's fields is renewed, and never these. */
  async function follow() {
    try {
      const { answer } = await fetched(hall.dataset.hall, { headers: { "If-None-Match": tag }, credentials: hall.hasAttribute("data-signed") ? "same-origin" : "omit" });
      // Signed out: the page stays as it is.
      if (answer.redirected) return;
      if (answer.status === 200) {
        const { read } = await fetched(location.href);
        for (const part of read.querySelectorAll("[data-live]")) replace(document.getElementById(part.id), part);
        tag = answer.headers.get("ETag");
      }
    } catch {
      // The next time will do: what is typed is kept elsewhere.
    }
    setTimeout(follow, STEP);
  }

  function replace(old, part) {
    if (!old || old.outerHTML === part.outerHTML) return;
    const reachable = (place) => [...place.querySelectorAll("a[href], button")];
    const at = reachable(old).indexOf(document.activeElement);
    const fresh = document.importNode(part, true);
    old.replaceWith(fresh);
    if (at >= 0 && reachable(fresh).length) (reachable(fresh)[at] || reachable(fresh)[0]).focus();
  }

  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.hasAttribute("data-sheet")) return;
      event.preventDefault();
      event.stopPropagation();
      save(event.target);
    },
    true,
  );
  window.addEventListener("online", flush);
  window.addEventListener("offline", () => say(outbox().length ? "waiting" : "lost"));
  setInterval(() => {
    if (outbox().length) flush();
  }, EVERY);
  arrive();
  flush();
  if (hall) setTimeout(follow, STEP);
})();
