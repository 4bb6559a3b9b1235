// Small comforts on top of pages that work without them: a form keeps its draft while it is written.
"use strict";

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
