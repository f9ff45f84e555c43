// The room of a meeting: screens ask for a number and follow it; the clerk's desk goes on while the network is gone.
// Every page works without it; syntax ES2020 (checked by `npm run lint`).
(() => {
  const EVERY = 1000;
  const SLOWEST = 5000;
  const PATIENCE = 8000;
  const TYPED = 2000;
  const FIELDS = ["kind", "text", "due_on", "speaker"];

  const root = () => document.querySelector("[data-room]");
  const clerk = () => document.querySelector("form[data-clerk]");
  if (!root()) return;
  const meeting = root().dataset.meeting;
  let tag = `"${root().dataset.version}"`;
  let wait = EVERY;
  let isLost = false;
  let isSending = false;

  // ---- asking ------------------------------------------------------------------------------------------------------

  /** An answer, or an error where there is none in time or the server broke: both mean "try again later". */
  async function fetched(address, options) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(address, { cache: "no-store", signal: patience.signal, ...options });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      return { answer, text: await answer.text() };
    } finally {
      clearTimeout(timer);
    }
  }

  /** A page of ours, parsed; `isOurs` is false where the address led elsewhere, as when somebody was signed out. */
  async function page(address, options) {
    const { answer, text } = await fetched(address, options);
    const read = new DOMParser().parseFromString(text, "text/html");
    return { answer, read, isOurs: read.querySelector("[data-room]") !== null };
  }

  async function ask() {
    try {
      const { answer } = await fetched(root().dataset.room, { headers: { "If-None-Match": tag }, credentials: "omit" });
      if (answer.status === 200) {
        await renew();
        tag = answer.headers.get("ETag");
      }
      wait = EVERY;
      connected(true);
    } catch {
      wait = Math.min(wait * 1.5, SLOWEST);
      connected(false);
    }
    setTimeout(ask, wait);
  }

  function connected(is) {
    const line = document.getElementById("line");
    if (is === isLost) say(is ? "back" : lostWords());
    isLost = !is;
    root().classList.toggle("is-lost", isLost);
    if (line) line.classList.toggle("line-lost", isLost);
    if (is) flush();
  }

  const lostWords = () => (outbox().length ? "waiting" : "lost");

  function say(name, more = "") {
    const line = document.getElementById("line");
    if (line) line.textContent = `${root().dataset[name] || ""}${more ? ` ${more}` : ""}`;
  }

  // ---- following ---------------------------------------------------------------------------------------------------

  /** Replace what has changed; where somebody is typing, their form stays and the page stays at its item. */
  async function renew() {
    const form = clerk();
    const isTyping = form && (isChanged(form) || waiting(form).length > 0);
    const found = await page(isTyping ? addressOf(form) : location.href);
    if (!found.isOurs) return;
    const fresh = found.read.querySelector("form[data-clerk]");
    const isSame = form && fresh && nameOf(form) === nameOf(fresh) && form.elements.seen.value === fresh.elements.seen.value;
    if (meeting && !isTyping && !isSame) {
      swap(found, false);
      return;
    }
    for (const part of found.read.querySelectorAll("[data-live]")) replace(document.getElementById(part.id), part);
  }

  function replace(old, part) {
    if (!old || old.outerHTML === part.outerHTML) return;
    const reachable = (place) => [...place.querySelectorAll("a[href], button, select, summary")];
    const at = reachable(old).indexOf(document.activeElement);
    const fresh = document.importNode(part, true);
    old.replaceWith(fresh);
    if (at >= 0 && reachable(fresh)[at]) reachable(fresh)[at].focus();
  }

  /** The whole page in the place of this one; the version is that of what is now shown. */
  function swap(found, isMoved) {
    const wasInForm = clerk() && clerk().contains(document.activeElement);
    document.querySelector("main").replaceWith(document.importNode(found.read.querySelector("main"), true));
    document.title = found.read.title;
    tag = `"${root().dataset.version}"`;
    root().classList.toggle("is-lost", isLost);
    arrive(isMoved || wasInForm);
    if (isMoved) window.scrollTo(0, 0);
  }

  /** The time of day: what the server said, and what has passed since. */
  const clocks = new WeakMap();
  function tick() {
    for (const clock of document.querySelectorAll("time[data-clock]")) {
      if (!clocks.has(clock)) {
        const [hours, minutes] = clock.textContent.split(":").map(Number);
        clocks.set(clock, { begun: performance.now(), second: (hours * 60 + minutes) * 60 + (Number(clock.dataset.clock) % 60) });
      }
      const { begun, second } = clocks.get(clock);
      const minute = Math.floor((second + (performance.now() - begun) / 1000) / 60) % 1440;
      clock.textContent = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
    }
  }

  // ---- what is typed is kept ---------------------------------------------------------------------------------------

  const roomOf = (form) => (form.elements.room ? `room=${form.elements.room.value}&` : "");
  const addressOf = (form) => `${location.pathname.split("/room/")[0]}/room/?${roomOf(form)}item=${form.elements.problem.value}&department=${form.elements.department.value}`;
  const nameOf = (form) => `room:${meeting}:${form.elements.problem.value}:${form.elements.department.value}`;
  const box = `outbox:${meeting}`;

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

  function keptNames() {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  }

  const outbox = () => kept(box) || [];
  const waiting = (form) => outbox().filter((one) => one.name === nameOf(form));
  const valuesOf = (form) => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name] ? form.elements[name].value : ""]));
  const isEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const isChanged = (form) => form.hasAttribute("data-bound") || !isEqual(valuesOf(form), form.served);

  function note(form) {
    const draft = { values: valuesOf(form), seen: form.elements.seen.value, title: form.dataset.item, address: addressOf(form) };
    keep(nameOf(form), isChanged(form) ? draft : null);
  }

  function fill(form, values) {
    for (const name of FIELDS) if (form.elements[name]) form.elements[name].value = values[name];
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** A page has come: what was typed here before is put back, and the first thing to do is under the finger. */
  function arrive(isFocused) {
    const form = clerk();
    if (form) {
      const draft = kept(nameOf(form));
      form.served = valuesOf(form);
      if (draft && !isEqual(draft.values, form.served)) {
        fill(form, draft.values);
        // What a refusal has shown has been seen; what was typed before it has not.
        if (!form.hasAttribute("data-bound")) {
          form.elements.seen.value = draft.seen;
          const typed = document.getElementById("typed");
          typed.textContent = root().dataset.typed;
          typed.hidden = waiting(form).length > 0;
        }
        form.querySelector("[data-discard]").hidden = false;
      }
      note(form);
      echo(form);
      const fault = document.querySelector(".say-error[tabindex]");
      const first = form.querySelector("[name=kind]:checked") || form.querySelector("[name=kind]");
      if (isFocused) (fault || first).focus({ preventScroll: true });
    }
    if (meeting) remain();
  }

  /** What was typed at other items and never set down stands below, so that nothing is lost when the meeting ends. */
  function remain() {
    const place = document.getElementById("kept");
    const names = keptNames().filter((name) => name.startsWith(`room:${meeting}:`) && !(clerk() && name === nameOf(clerk())));
    const rows = names.map((name) => {
      const draft = kept(name);
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = draft.address;
      link.textContent = draft.title;
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "bare";
      drop.dataset.drop = name;
      drop.textContent = root().dataset.dropped;
      row.append(link, document.createElement("br"), `${draft.values.text} `, drop);
      return row;
    });
    place.querySelector("ul").replaceChildren(...rows);
    place.hidden = rows.length === 0;
  }

  let echoing = 0;
  function echo(form) {
    clearTimeout(echoing);
    const place = document.getElementById("said-day");
    const said = form.elements.due_on.value.trim();
    if (!said) place.textContent = "";
    else
      echoing = setTimeout(async () => {
        try {
          const { answer, text } = await fetched(`${root().dataset.day}?said=${encodeURIComponent(said)}`);
          place.textContent = answer.ok && !answer.redirected ? text : "";
        } catch {
          place.textContent = "";
        }
      }, 200);
  }

  // ---- what is being typed is read along in the hall ---------------------------------------------------------------

  let typing = 0;

  /** Every two seconds while somebody types; where it fails nothing is lost, and nobody is told. */
  function showTyped() {
    if (typing || !root().dataset.typing) return;
    typing = setTimeout(async () => {
      typing = 0;
      const form = clerk();
      if (!form || isLost || waiting(form).length) return;
      const told = Object.fromEntries(["problem", "department", "seen", "kind"].map((name) => [name, form.elements[name].value]));
      const text = isChanged(form) ? form.elements.text.value : "";
      try {
        await fetched(root().dataset.typing, { method: "POST", body: new URLSearchParams({ ...told, text, csrfmiddlewaretoken: token() }) });
      } catch {
        // The next keystroke tries again.
      }
    }, TYPED);
  }

  // ---- what is set down is sent once -------------------------------------------------------------------------------

  const token = () => root().querySelector("[name=csrfmiddlewaretoken]").value;
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /** Into the outbox, in the place of what has not been tried yet: what has been may have arrived, and keeps its key. */
  function save(form) {
    const fixed = Object.fromEntries(["problem", "department"].map((name) => [name, form.elements[name].value]));
    const one = { name: nameOf(form), key: newKey(), address: form.action, title: form.dataset.item, seen: form.elements.seen.value, values: valuesOf(form), fixed, isTried: false };
    keep(one.name, { values: one.values, seen: one.seen, title: one.title, address: addressOf(form) });
    keep(box, [...outbox().filter((other) => other.isTried || other.name !== one.name), one]);
    flush();
  }

  async function flush() {
    if (isSending || !meeting) return;
    isSending = true;
    try {
      while (outbox().length && (await sent(outbox()[0])));
    } finally {
      isSending = false;
    }
  }

  /** True where it was answered, one way or the other; what was not stays in the outbox. */
  async function sent(one, isSecond = false) {
    keep(box, outbox().map((other) => (other.key === one.key ? { ...other, isTried: true } : other)));
    const body = new URLSearchParams({ ...one.values, ...one.fixed, seen: one.seen, idempotency_key: one.key, csrfmiddlewaretoken: token() });
    let found;
    try {
      found = await page(one.address, { method: "POST", body });
      if (found.answer.status === 403 && !isSecond && (await isTokenFresh())) return await sent(one, true);
    } catch {
      say("waiting");
      return false;
    }
    if (!found.isOurs && found.answer.ok) {
      say("door");
      return false;
    }
    keep(box, outbox().filter((other) => other.key !== one.key));
    if (found.answer.ok) done(one, found);
    else refused(one, found);
    return true;
  }

  /** After signing in anew the old proof of origin is worth nothing: take the one of a fresh page. */
  async function isTokenFresh() {
    const found = await page(location.pathname.split("/room/")[0] + "/room/");
    if (!found.isOurs) return false;
    const fresh = found.read.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
    return true;
  }

  /** Set down: what was typed after it was sent knows this version, and no other. */
  function done(one, found) {
    const seen = String(Number(one.seen) + 1);
    const draft = kept(one.name);
    keep(one.name, draft && !isEqual(draft.values, one.values) ? { ...draft, seen } : null);
    keep(box, outbox().map((other) => (other.fixed.problem === one.fixed.problem ? { ...other, seen } : other)));
    const form = clerk();
    if (form && nameOf(form) === one.name && isEqual(valuesOf(form), one.values)) {
      history.replaceState(null, "", found.answer.url);
      swap(found, true);
    } else if (form && form.elements.problem.value === one.fixed.problem) {
      form.elements.seen.value = seen;
      if (nameOf(form) === one.name) form.served = one.values;
      note(form);
    }
    say("sent", one.title);
  }

  /** Refused: it stays typed, the sentence that refused it and what stands now are shown with it. */
  function refused(one, found) {
    keep(box, outbox().filter((other) => other.name !== one.name));
    const form = clerk();
    const fresh = found.read.querySelector("form[data-clerk]");
    const draft = kept(one.name);
    if (draft && fresh) keep(one.name, { ...draft, seen: fresh.elements.seen.value });
    if (form && nameOf(form) === one.name && found.isOurs) {
      swap(found, true);
      return;
    }
    const why = found.read.querySelector(".say-error li, .say-error");
    say("refused", `${one.title}. ${why ? why.textContent.trim() : ""}`);
    remain();
  }

  // ---- going on without leaving the page ---------------------------------------------------------------------------

  async function go(address, isBack = false) {
    try {
      const found = await page(address);
      if (!found.isOurs) {
        location.assign(address);
        return;
      }
      if (!isBack) history.pushState(null, "", found.answer.url);
      swap(found, true);
      connected(true);
    } catch {
      connected(false);
      say(lostWords());
    }
  }

  async function post(form) {
    try {
      const found = await page(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!found.isOurs) {
        say("door");
        return;
      }
      if (found.answer.ok) history.pushState(null, "", found.answer.url);
      swap(found, true);
    } catch {
      connected(false);
      say(lostWords());
    }
  }

  const isRoom = (address) => new URL(address, location.href).pathname.includes(`/${meeting}/room/`);

  if (meeting) {
    document.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-clerk]");
      if (!form) return;
      note(form);
      showTyped();
      if (event.target.name === "due_on") echo(form);
    });

    // Before anybody else hears of it: these forms and links never leave the page.
    document.addEventListener(
      "submit",
      (event) => {
        const form = event.target;
        if (!root().contains(form) || !isRoom(form.action)) return;
        event.preventDefault();
        event.stopPropagation();
        if (form.hasAttribute("data-clerk")) save(form);
        else if (form.method === "post") post(form);
        else go(`${form.action}?${new URLSearchParams(new FormData(form))}`);
      },
      true,
    );

    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      const discard = event.target.closest("[data-discard]");
      const drop = event.target.closest("[data-drop]");
      if (drop) {
        keep(drop.dataset.drop, null);
        remain();
      } else if (discard) {
        const form = clerk();
        keep(nameOf(form), null);
        keep(box, outbox().filter((one) => one.isTried || one.name !== nameOf(form)));
        go(addressOf(form)).then(showTyped);
      } else if (link && root().contains(link) && isRoom(link.href) && !link.target && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        go(link.href);
      }
    });

    window.addEventListener("popstate", () => go(location.href, true));

    document.addEventListener("keydown", (event) => {
      const form = clerk();
      if (event.isComposing || !form) return;
      const isWriting = event.target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(form);
      else if (event.altKey && event.key === "ArrowDown") next();
      else if (event.altKey && event.key === "ArrowUp") step("before");
      else if (digit && (event.altKey || !isWriting) && !event.ctrlKey && !event.metaKey) choose(form, Number(digit[1]) - 1);
      else return;
      event.preventDefault();
    });
  }

  function choose(form, place) {
    const kind = form.querySelectorAll("[name=kind]")[place];
    if (!kind) return;
    kind.checked = true;
    note(form);
    form.elements.text.focus();
  }

  /** The next department of the item, else the next item. */
  function next() {
    const tabs = [...document.querySelectorAll("#answer .chip")];
    const tab = tabs[tabs.findIndex((one) => one.hasAttribute("aria-current")) + 1];
    if (tab) go(tab.href);
    else step("after");
  }

  function step(name) {
    const form = document.querySelector(`form[data-step=${name}]`);
    if (form) post(form);
  }

  window.addEventListener("online", () => {
    wait = EVERY;
    flush();
  });
  setInterval(tick, EVERY);
  arrive(true);
  flush();
  // Screens that were opened together ask one after another.
  setTimeout(ask, Math.random() * EVERY);
})();
