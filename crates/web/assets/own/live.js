// An open page follows what happens to the family: it is told that something has changed, and fetches itself anew through the ordinary
// address, where it is decided again what may be seen. Without this the page is read anew by hand.
"use strict";

for (const mark of document.querySelectorAll("[data-live], [data-live-poll]")) {
  const part = () => document.querySelector("[data-live-part]");
  const gone = document.querySelector("template[data-live-gone]");
  const told = document.querySelector("[data-live-told]");
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
        if (fresh && part() && fresh.innerHTML !== part().innerHTML) {
          part().replaceWith(fresh);
          document.title = page.title;
          told.textContent = told.dataset.liveTold;
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
