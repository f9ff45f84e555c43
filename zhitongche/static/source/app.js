// What makes a form pleasant. Every form works without it; syntax ES2020 (checked by `npm run lint`).

/** Characters as the server counts them (code points), against the field's limit. */
function count(area) {
  const place = document.getElementById(area.dataset.count);
  if (!place) return;
  const most = Number(place.dataset.most);
  const used = [...area.value.replace(/\r?\n/g, "\n")].length;
  place.textContent = `${used} / ${most}`;
  place.classList.toggle("count-over", used > most);
}

/** What the figures of a column come to while they are typed; to the hundredth, as the server adds them. */
function sum(figure) {
  const place = document.querySelector(`[data-sum="${figure.name}"]`);
  if (!place) return;
  const figures = [...document.getElementsByName(figure.name)].map((one) => Math.round(Number(one.value) * 100) || 0);
  place.textContent = String(figures.reduce((total, one) => total + one, 0) / 100);
}

/** One press, one sending: the key in the form makes a second one harmless, this makes it rare. */
function busy(form, on) {
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
    if (on) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
  form.toggleAttribute("data-sent", on);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-count]")) count(event.target);
  else if (event.target.name) sum(event.target);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.hasAttribute("data-sent")) event.preventDefault();
  else busy(form, true);
});

// A page brought back by the "back" button must be able to send again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => busy(form, false));
});

document.querySelectorAll("[data-count]").forEach(count);
// In the hand a row of chips is wider than the window: the one that is chosen is brought into sight.
for (const chip of document.querySelectorAll(".chips [aria-current]")) {
  const row = chip.closest(".chips");
  row.scrollLeft += chip.getBoundingClientRect().right - row.getBoundingClientRect().right + 16;
}
const faults = document.querySelector(".say-error[tabindex]");
if (faults) faults.focus();

// An agenda is set in order with the mouse by the same form as its arrows: dropped on another item, it takes its place.
let dragged = null;
for (const item of document.querySelectorAll("[data-sortable] > li")) {
  item.draggable = true;
  item.addEventListener("dragstart", (event) => {
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    item.classList.add("is-dragged");
  });
  item.addEventListener("dragend", () => item.classList.remove("is-dragged"));
  item.addEventListener("dragover", (event) => {
    event.preventDefault();
    item.classList.toggle("is-target", dragged !== item);
  });
  item.addEventListener("dragleave", () => item.classList.remove("is-target"));
  item.addEventListener("drop", (event) => {
    event.preventDefault();
    item.classList.remove("is-target");
    if (!dragged || dragged === item) return;
    const form = dragged.querySelector(".agenda-move");
    const place = document.createElement("input");
    place.type = "hidden";
    place.name = "place";
    place.value = String([...item.parentElement.children].indexOf(item) + 1);
    form.append(place);
    form.requestSubmit();
  });
}
