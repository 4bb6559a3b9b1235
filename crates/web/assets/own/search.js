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
    const address = `${form.action}?${new URLSearchParams({ q: text })}`;
    try {
      const answer = await fetch(`${address}&part=1`, { signal: asking.signal });
      if (!answer.ok || answer.redirected) {
        // Signed out meanwhile, or trouble: the whole page says so.
        location.assign(address);
        return;
      }
      list.innerHTML = await answer.text();
      shown = text;
      history.replaceState(null, "", address);
      // Read out once the fingers rest.
      told.textContent = list.querySelector("[data-told]")?.textContent ?? "";
    } catch {
      // No connection, or asked again: the next letter tries anew.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  // Put the cursor after what was typed, so that the next letter goes on.
  field.setSelectionRange(field.value.length, field.value.length);
}
