// An open page follows what happens to the family: it is told that something has changed, and fetches itself anew through the ordinary
// address, where it is decided again what may be seen. Without this the page is read anew by hand.
"use strict";

for (const mark of document.querySelectorAll("[data-live], [data-live-poll]")) {
  const part = () => document.querySelector("[data-live-part]");
  const gone = document.querySelector("template[data-live-gone]");
  const told = document.querySelector("[data-live-told]");
  const later = document.querySelector("[data-live-later]");
  let asking = null;
  let again = false;

  // Not theirs to see any more: everything that told of it leaves the page, the title too.
  const leave = (events) => {
    events.close();
    const text = gone.content.cloneNode(true);
    document.title = "Helhed";
    document.getElementById("main-content").replaceChildren(text);
    document.getElementById("main-content").focus();
  };

  // What a part says: the marks by which a form is known are new each time.
  const said = (it) => {
    const copy = it.cloneNode(true);
    copy.querySelectorAll("input[name='form-id']").forEach((mark) => mark.remove());
    copy.querySelectorAll("details").forEach((it) => it.removeAttribute("open"));
    return copy.innerHTML;
  };

  // What somebody has typed and not sent.
  const typed = () =>
    [...part().querySelectorAll("input[id], textarea[id]")].filter((field) => field.value !== field.defaultValue);
  const same = (field, within) => within.querySelector(`#${CSS.escape(field.id)}`);
  const hasRoom = (fresh) => typed().every((field) => same(field, fresh));

  // The same place on another part: by its id, what it does or where it leads.
  const placeOf = (it) => {
    const quoted = (value) => `"${CSS.escape(value)}"`;
    if (it.id) return `#${CSS.escape(it.id)}`;
    if (it.name && it.value) return `[name=${quoted(it.name)}][value=${quoted(it.value)}]`;
    if (it.getAttribute("href")) return `a[href=${quoted(it.getAttribute("href"))}]`;
    const field = it.closest("details")?.querySelector("input[id], textarea[id]");
    return field ? `details:has(#${CSS.escape(field.id)}) > summary` : null;
  };

  // The fresh part takes the place of the old one; what is typed, unfolded and looked at stays as it was.
  const replace = (fresh) => {
    for (const field of typed()) {
      same(field, fresh).value = field.value;
    }
    for (const field of part().querySelectorAll("details[open] :is(input, textarea)[id]")) {
      const details = same(field, fresh)?.closest("details");
      if (details) details.open = true;
    }
    const at = part().contains(document.activeElement) ? document.activeElement : null;
    const place = at && placeOf(at);
    const [high, from, to] = at ? [at.getBoundingClientRect().top, at.selectionStart, at.selectionEnd] : [];
    part().replaceWith(fresh);
    const there = place && part().querySelector(place);
    if (there) {
      there.focus({ preventScroll: true });
      if (typeof from === "number") there.setSelectionRange(from, to);
      scrollBy(0, there.getBoundingClientRect().top - high);
    }
  };

  const read = async (events) => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status === 404 || answer.status === 403) {
        leave(events);
        return;
      }
      if (answer.redirected) {
        // Signed out meanwhile.
        location.assign(answer.url);
        return;
      }
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-live-part]");
        if (fresh && part() && said(fresh) !== said(part())) {
          if (hasRoom(fresh)) {
            replace(fresh);
            document.title = page.title;
            told.textContent = told.dataset.liveTold;
          }
          // What is being typed is about something that another has changed: it is sent first, and then both are there.
          later?.toggleAttribute("hidden", hasRoom(fresh));
        }
      }
    } catch {
      // No connection: the stream opens again by itself, and the page is read then.
    } finally {
      asking = null;
      if (again) {
        again = false;
        read(events);
      }
    }
  };

  // Work on the server that ends by itself: asked for now and then, until the part says that nothing is waited for.
  const poll = Number(mark.dataset.livePoll);
  if (poll) {
    const timer = setInterval(() => {
      if (part()?.hasAttribute("data-live-waits")) {
        read(waiting);
      } else {
        waiting.close();
      }
    }, poll);
    const waiting = { close: () => clearInterval(timer) };
    continue;
  }

  const events = new EventSource(mark.dataset.live);
  events.addEventListener("changed", () => read(events));
  // Closed for good: the server says no to the stream, and the page itself tells why.
  events.addEventListener("error", () => events.readyState === EventSource.CLOSED && read(events));
  addEventListener("pagehide", () => events.close());
}
