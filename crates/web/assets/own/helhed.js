// Small comforts on top of pages that work without them: a form keeps its draft while it is written.
"use strict";

// Rows of tabs that are wider than a phone begin at the one the page belongs to.
for (const tab of document.querySelectorAll(".hh-tabs [aria-current]")) {
  const row = tab.closest("ul");
  row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - 16;
}

for (const form of document.querySelectorAll("form")) {
  const place = form.querySelector("input[name='draft-place']");
  const saved = form.querySelector("[data-saved]");
  if (!place || !saved) continue;

  let waiting = null;
  let kept = "";
  const text = () => new URLSearchParams(new FormData(form)).toString();
  const keep = async () => {
    waiting = null;
    const body = text();
    if (body === kept) return;
    try {
      const answer = await fetch("/drafts", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
        keepalive: body.length < 60000,
      });
      if (answer.status === 204) {
        kept = body;
        saved.textContent = saved.dataset.saved;
      }
    } catch {
      // No connection: the text is still in the field, and the next keystroke tries again.
    }
  };
  kept = text();
  form.addEventListener("input", () => {
    saved.textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(keep, 800);
  });
  // Whoever closes the lid in the middle of a sentence finds it again.
  addEventListener("pagehide", () => waiting && keep());
  form.addEventListener("submit", () => clearTimeout(waiting));
}

// A number from 0 to 10 gets a line to touch; until it is touched nothing is answered. The number stays: it is what is sent.
for (const number of document.querySelectorAll("input[data-rate]")) {
  const line = document.createElement("input");
  line.type = "range";
  line.min = "0";
  line.max = "100";
  line.step = "1";
  line.className = "hh-rate__touch";
  // One control for keyboard and screen reader, the number: a digit and a tab is an answer. The line is for fingers.
  line.tabIndex = -1;
  line.setAttribute("aria-hidden", "true");
  const written = () => Number(number.value.trim().replace(",", "."));
  const answered = () => number.value.trim() !== "" && Number.isFinite(written());
  const comma = document.documentElement.lang === "da" ? "," : ".";
  const show = () => {
    line.value = answered() ? String(Math.round(written() * 10)) : "50";
    line.classList.toggle("hh-rate__touch--set", answered());
  };
  const take = () => {
    number.value = (Number(line.value) / 10).toFixed(1).replace(".", comma);
    show();
    number.dispatchEvent(new Event("input", { bubbles: true }));
  };
  line.addEventListener("input", take);
  // A touch in the very middle is an answer too, though the line does not move.
  line.addEventListener("click", take);
  line.addEventListener("keydown", (key) => {
    const steps = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5 }[key.key];
    if (!steps) return;
    key.preventDefault();
    const now = Number(line.value) + steps;
    line.value = String(Math.min(100, Math.max(0, now)));
    take();
  });
  number.addEventListener("change", show);
  number.before(line);
  show();
}
