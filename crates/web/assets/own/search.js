// The list of a search follows the words as they are typed. Without this the form is sent with Enter.
"use strict";

for (const form of document.querySelectorAll("form[data-live-search]")) {
  const field = form.querySelector("input[type='search']");
  const list = document.getElementById(form.dataset.liveSearch);
  const told = document.getElementById("search-told");
  if (!field || !list) continue;

  let waiting = null;
  let asking = null;
  let shown = field.value.trim();
  const ask = async () => {
    const text = field.value.trim();
    if (text === shown) return;
    // Only the last question counts; an answer to an earlier one would overwrite it.
    if (asking) asking.abort();
    asking = new AbortController();
    const body = new URLSearchParams({ q: text, part: "1" });
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: asking.signal });
      if (!answer.ok || answer.redirected) {
        // Signed out meanwhile, or trouble: the whole page says so.
        form.submit();
        return;
      }
      list.innerHTML = await answer.text();
      shown = text;
      // Read out once the fingers rest.
      told.textContent = list.querySelector("[data-told]")?.textContent ?? "";
    } catch {
      // No connection, or asked again: the next letter tries anew.
    }
  };
  // Whoever comes back finds what they looked for: it is kept as a draft is, never in the address.
  const kept = shown;
  addEventListener("pagehide", () => {
    if (shown === kept) return;
    navigator.sendBeacon("/drafts", new URLSearchParams({ "draft-place": "/search", q: shown }));
  });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  // Put the cursor after what was typed, so that the next letter goes on.
  field.setSelectionRange(field.value.length, field.value.length);
}
