// Minutes that are followed while they are written: the page is told that something has changed, and fetches what came after the count it
// has read. Without this the page is read anew by hand.
"use strict";

(() => {
  const root = document.querySelector("[data-minutes]");
  const mode = root.dataset.mode;
  const at = root.dataset.minutes;
  const told = root.querySelector("[data-minutes-told]");
  const lost = root.querySelector("[data-minutes-lost]");
  const state = () => root.querySelector("[data-minutes-state]");
  const lists = { decided: "[data-decided-list]", remark: "[data-remarks-list]" };
  let events = null;
  let asking = false;
  let again = false;
  let over = false;

  // Not theirs to see any more: everything leaves the page, the title too.
  const leave = () => {
    over = true;
    events?.close();
    const text = root.querySelector("template[data-minutes-gone]").content.cloneNode(true);
    document.title = "Helhed";
    const main = document.getElementById("main-content");
    main.replaceChildren(text);
    main.focus();
  };

  const isAtEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 80;

  // A line takes its place in its section: by number, among those that stand.
  const place = (fresh) => {
    const old = document.getElementById(fresh.id);
    if ("gone" in fresh.dataset) {
      old?.remove();
      return;
    }
    const list = root.querySelector(`[data-lines="${fresh.dataset.section}"]`);
    if (!list) return;
    if (old && old.parentElement === list && old.dataset.place === fresh.dataset.place) {
      old.replaceWith(fresh);
      return;
    }
    old?.remove();
    let after = list.lastElementChild;
    while (after && Number(after.dataset.place) > Number(fresh.dataset.place)) after = after.previousElementSibling;
    if (after) after.after(fresh);
    else list.prepend(fresh);
  };

  // What stands beside: each by its id, new ones last. What somebody is filling in stays until it is sent.
  const beside = (fresh, list) => {
    const old = document.getElementById(fresh.id);
    if ("gone" in fresh.dataset) {
      old?.remove();
    } else if (!old) {
      root.querySelector(list)?.append(fresh);
    } else if (!old.contains(document.activeElement) || !fresh.querySelector("form")) {
      old.replaceWith(fresh);
    }
  };

  const question = (remark) => {
    const line = remark.dataset.about && document.getElementById(`l-${remark.dataset.about}`);
    if (remark.dataset.kind !== "not_like_that") return;
    line?.classList.toggle("hh-min__line--questioned", !("gone" in remark.dataset));
  };

  const apply = (part) => {
    const now = part.querySelector("[data-minutes-state]");
    const shown = state().dataset.sections.split(" ").filter(Boolean);
    const seen = now.dataset.sections.split(" ").filter(Boolean);
    const follows = mode === "projector" && isAtEnd();
    // A section that may be seen no more leaves the page with everything that was written in it.
    for (const id of shown.filter((it) => !seen.includes(it))) {
      const section = root.querySelector(`[data-minutes-section="${id}"]`);
      for (const line of section?.querySelectorAll("[data-line]") ?? []) {
        document.getElementById(`o-${line.dataset.line}`)?.remove();
      }
      section?.remove();
    }
    if (shown.some((it) => !seen.includes(it)) || seen.some((it) => !shown.includes(it))) return false;
    if (mode === "write" && now.dataset.mine !== "true" && state().dataset.mine === "true") {
      root.dispatchEvent(new CustomEvent("pen-taken"));
      return true;
    }
    const lines = [...part.querySelectorAll("[data-line]")];
    if (mode === "write") root.dispatchEvent(new CustomEvent("lines", { detail: lines }));
    else lines.forEach(place);
    for (const it of part.querySelectorAll("[data-decided]")) beside(it, lists.decided);
    for (const it of part.querySelectorAll("[data-remark]")) {
      question(it);
      beside(it, lists.remark);
    }
    const changed = now.dataset.seq !== state().dataset.seq;
    state().replaceWith(now);
    if (changed) told.textContent = told.dataset.minutesTold;
    if (follows) scrollTo(0, document.documentElement.scrollHeight);
    return true;
  };

  // Other sections than before, or minutes that have just been begun: the page itself, anew.
  const anew = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status === 404 || answer.status === 403) return leave();
    if (answer.redirected || !answer.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-minutes]");
    const part = fresh?.querySelector("[data-minutes-part]");
    const old = root.querySelector("[data-minutes-part], [data-minutes-waits]");
    if (!part || !old) return location.reload();
    old.replaceWith(part);
  };

  const read = async () => {
    if (over) return;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const seq = state()?.dataset.seq;
      if (seq === undefined) {
        const answer = await fetch(`${at}/changes?after=1&for=${mode}`, { cache: "no-store" });
        if (answer.status === 404 || answer.status === 403) leave();
        else if (answer.status === 200 && !answer.redirected) await anew();
        return;
      }
      const answer = await fetch(`${at}/changes?after=${seq}&for=${mode}`, { cache: "no-store" });
      if (answer.status === 404 || answer.status === 403) return leave();
      if (answer.redirected) return location.assign(answer.url);
      if (!answer.ok) throw new Error("again");
      lost.hidden = true;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const whole = apply(page.querySelector("[data-minutes-part]"));
      if (!whole) {
        if (mode === "write") root.dispatchEvent(new CustomEvent("sections"));
        else await anew();
      }
    } catch {
      lost.hidden = false;
      setTimeout(read, 1000);
    } finally {
      asking = false;
      if (again) {
        again = false;
        read();
      }
    }
  };
  root.addEventListener("look", read);

  const listen = () => {
    if (over) return;
    events = new EventSource(`${at}/live`);
    events.addEventListener("changed", read);
    events.addEventListener("error", () => {
      lost.hidden = false;
      // Closed for good: a server that is being started says no for a while.
      if (events.readyState === EventSource.CLOSED) {
        read();
        setTimeout(listen, 1000);
      }
    });
  };
  listen();
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (it) => it.persisted && listen());

  // What is answered beside the minutes is sent without leaving the page; where something is wrong, its own page tells what.
  root.addEventListener("submit", async (it) => {
    const form = it.target.closest("[data-minutes-form]");
    if (!form) return;
    it.preventDefault();
    const body = new URLSearchParams(new FormData(form, it.submitter));
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (answer.ok) {
        document.activeElement?.blur();
        read();
      } else {
        HTMLFormElement.prototype.submit.call(form);
      }
    } catch {
      lost.hidden = false;
    }
  });

  // The screen in the room is worked by keys alone.
  if (mode !== "projector") return;
  let size = 100;
  const step = (by) => {
    const all = [...root.querySelectorAll("[data-minutes-section]")];
    const top = all.findIndex((it) => it.getBoundingClientRect().bottom > 80);
    const next = all[Math.min(all.length - 1, Math.max(0, top + by))];
    next?.scrollIntoView();
    next?.focus({ preventScroll: true });
  };
  addEventListener("keydown", (key) => {
    if (key.ctrlKey || key.metaKey || key.altKey) return;
    if (key.key === "ArrowRight" || key.key === "n") step(1);
    else if (key.key === "ArrowLeft" || key.key === "p") step(-1);
    else if (key.key === "+" || key.key === "-") {
      size = Math.min(200, Math.max(60, size + (key.key === "+" ? 10 : -10)));
      document.body.dataset.size = String(size);
    } else if (key.key === "f") document.documentElement.requestFullscreen?.().catch(() => {});
    else return;
    key.preventDefault();
  });
})();
