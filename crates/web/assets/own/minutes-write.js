// Writes minutes: what is typed is saved within a third of a second, batch by batch, each acknowledged; what is not yet saved is kept and sent
// again. Without this a section is saved by its button.
"use strict";

(() => {
  const root = document.querySelector("[data-minutes][data-mode='write']");
  const at = root.dataset.minutes;
  const saved = root.querySelector("[data-minutes-saved]");
  const EVERY = 300;
  const AGAIN = 1000;
  const MOST = 250;

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const now = Date.now();
    // Ids that sort by the time they were made, as everywhere else.
    for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    const hex = [...bytes].map((it) => it.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const hand = newId();

  // A field grows with its lines; a long one has a height of its own, so that a keystroke lays out no more than is seen.
  const grow = (sheet) => sheet.area.classList.toggle("hh-min__field--long", sheet.lines.length > 100);

  // A field and its lines. `dirty` lines wait to be sent; `version` tells whether one was changed again meanwhile.
  const sheet = (area) => {
    const ids = area.dataset.ids.split(" ").filter(Boolean);
    const places = area.dataset.places.split(" ").filter(Boolean).map(Number);
    const texts = area.value.split("\n");
    const lines = ids.map((id, at) => ({ id, place: places[at], body: texts[at] ?? "", base: 1, version: 0 }));
    // An empty section shows one empty line that nobody has written.
    for (const body of texts.slice(ids.length)) {
      if (body !== "" || lines.length === 0) lines.push({ id: newId(), body, base: 0, version: 0 });
    }
    return { area, section: area.dataset.field, lines, gone: new Map(), dirty: new Set(), current: null };
  };
  const sheets = [...root.querySelectorAll("[data-field]")].map(sheet);
  sheets.forEach(grow);
  const sheetOf = (section) => sheets.find((it) => it.section === section);

  let sending = false;
  let timer = null;
  let sentAt = 0;
  let stopped = false;

  const waits = () => sheets.some((it) => it.dirty.size > 0 || it.gone.size > 0);
  const say = (key) => {
    saved.textContent = saved.dataset.now === key ? saved.textContent : root.dataset[key];
    saved.dataset.now = key;
  };

  const touch = (sheet, line) => {
    line.version += 1;
    sheet.dirty.add(line);
  };

  // The lines that changed lie between those that are the same at the beginning and at the end.
  const compare = (sheet) => {
    const now = sheet.area.value.split("\n");
    const old = sheet.lines;
    let head = 0;
    while (head < old.length && head < now.length && old[head].body === now[head]) head += 1;
    let tail = 0;
    while (
      tail < old.length - head &&
      tail < now.length - head &&
      old[old.length - 1 - tail].body === now[now.length - 1 - tail]
    ) {
      tail += 1;
    }
    const before = old.slice(head, old.length - tail);
    const texts = now.slice(head, now.length - tail);
    const fresh = texts.map((body, at) => {
      const line = before[at] ?? { id: newId(), base: 0, version: 0 };
      if (line.body !== body) {
        line.body = body;
        line.settled = false;
        touch(sheet, line);
      }
      return line;
    });
    for (const line of before.slice(texts.length)) {
      sheet.dirty.delete(line);
      if (line.base > 0 || line.sent) sheet.gone.set(line.id, line);
    }
    sheet.lines = [...old.slice(0, head), ...fresh, ...old.slice(old.length - tail)];
    grow(sheet);
  };

  const lineAt = (sheet) => {
    const before = sheet.area.value.slice(0, sheet.area.selectionStart);
    return sheet.lines[before.split("\n").length - 1] ?? null;
  };

  // The writer has gone on from a line: only then is it taken for what it says.
  const settle = (sheet, current) => {
    const last = sheet.current;
    sheet.current = current;
    if (!last || last === current || last.settled !== false || !sheet.lines.includes(last)) return;
    last.settled = true;
    touch(sheet, last);
    send();
  };

  const batch = () => {
    const body = new URLSearchParams({ hand });
    const sent = [];
    const put = (sheet, line, state, after) => {
      sent.push({ sheet, line, version: line.version, state });
      for (const [name, value] of [
        ["id", line.id], ["section", sheet.section], ["after", after], ["base", String(line.base)],
        ["state", state], ["body", state === "gone" ? "" : line.body],
      ]) body.append(name, value);
    };
    for (const sheet of sheets) {
      for (const line of sheet.gone.values()) if (sent.length < MOST) put(sheet, line, "gone", "");
      if (sheet.dirty.size === 0) continue;
      sheet.lines.forEach((line, at) => {
        if (!sheet.dirty.has(line) || sent.length >= MOST) return;
        const isCurrent = document.activeElement === sheet.area && lineAt(sheet) === line;
        if (!isCurrent) line.settled = true;
        put(sheet, line, isCurrent ? "writing" : "settled", at > 0 ? sheet.lines[at - 1].id : "");
      });
    }
    return { body, sent };
  };

  const acknowledge = (sent, seq) => {
    for (const { sheet, line, version, state } of sent) {
      if (state === "gone") {
        sheet.gone.delete(line.id);
        continue;
      }
      line.sent = true;
      line.base = seq;
      if (line.version === version) sheet.dirty.delete(line);
    }
  };

  const stop = (key, more = "") => {
    stopped = true;
    say(key);
    if (more) saved.textContent += ` ${more}`;
    for (const { area } of sheets) area.readOnly = true;
  };

  const flush = async () => {
    timer = null;
    if (sending || stopped || !waits()) return;
    sending = true;
    sentAt = performance.now();
    const { body, sent } = batch();
    let pause = EVERY;
    try {
      const answer = await fetch(`${at}/lines`, { method: "POST", body });
      if (answer.redirected) {
        location.assign(answer.url);
        return;
      }
      const text = answer.ok ? await answer.text() : "";
      const [word, rest] = [text.split(" ")[0], text.slice(text.indexOf(" ") + 1)];
      if (word === "saved") acknowledge(sent, Number(rest));
      else if (word === "pen") {
        // What was written is said to the minutes: its holder takes it in, and this page follows.
        stop("taken", rest);
        location.assign(`${at}?done=minutes-kept`);
      }
      else if (word === "closed") stop("isClosed");
      else if (word === "full") stop("full");
      else if (answer.status === 404 || answer.status === 403) stop("taken");
      else throw new Error("again");
    } catch {
      pause = AGAIN;
      say("unsaved");
    }
    sending = false;
    if (stopped) return;
    if (waits()) {
      const left = Math.max(0, pause - (performance.now() - sentAt));
      timer = setTimeout(flush, left);
    } else {
      say("saved");
    }
  };

  // The first keystroke is sent at once, what follows at most every third of a second.
  const send = () => {
    if (timer || sending || stopped) return;
    timer = setTimeout(flush, Math.max(0, EVERY - (performance.now() - sentAt)));
    if (saved.dataset.now !== "unsaved") say("saving");
  };

  for (const sheet of sheets) {
    sheet.area.addEventListener("input", () => {
      compare(sheet);
      settle(sheet, lineAt(sheet));
      sheet.current = lineAt(sheet);
      if (waits()) send();
    });
    for (const what of ["keyup", "click", "focus"]) {
      sheet.area.addEventListener(what, () => settle(sheet, lineAt(sheet)));
    }
    sheet.area.addEventListener("blur", () => settle(sheet, null));
  }

  // The same as a sign before the line, by a button.
  for (const row of root.querySelectorAll("[data-signs]")) {
    row.hidden = false;
    const { area } = sheetOf(row.closest("section").querySelector("[data-field]").dataset.field);
    for (const button of row.querySelectorAll("[data-sign]")) {
      button.addEventListener("mousedown", (it) => it.preventDefault());
      button.addEventListener("click", () => {
        const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
        area.focus();
        area.setRangeText(`${button.dataset.sign} `, start, start, "preserve");
        const end = area.value.indexOf("\n", start);
        const to = end < 0 ? area.value.length : end;
        area.setSelectionRange(to, to);
        area.dispatchEvent(new Event("input"));
      });
    }
  }
  for (const it of root.querySelectorAll("[data-without-script]")) it.hidden = true;

  // What another page of mine has written, or what was taken in: put in without moving what is being typed.
  const text = (item) => item.dataset.sign + item.querySelector("[data-words]").textContent;
  const merge = (sheet, items) => {
    const { area } = sheet;
    const current = lineAt(sheet);
    const column = area.selectionStart - (area.value.lastIndexOf("\n", area.selectionStart - 1) + 1);
    let changed = false;
    for (const item of items) {
      const known = sheet.lines.find((it) => it.id === item.dataset.line);
      const place = Number(item.dataset.place);
      if (known) {
        known.place = place;
        if (sheet.dirty.has(known)) continue;
        if ("gone" in item.dataset) {
          sheet.lines.splice(sheet.lines.indexOf(known), 1);
          changed = true;
        } else if (known.body !== text(item)) {
          // The space at the end of a line is the writer's: it is not kept, and not taken away.
          if (known.body.trim() === text(item)) continue;
          known.body = text(item);
          changed = true;
        }
        known.base = Math.max(known.base, 1);
      } else if (!("gone" in item.dataset) && !sheet.gone.has(item.dataset.line)) {
        const line = { id: item.dataset.line, place, body: text(item), base: 1, version: 0 };
        const next = sheet.lines.findIndex((it) => it.place > place);
        sheet.lines.splice(next < 0 ? sheet.lines.length : next, 0, line);
        changed = true;
      }
    }
    if (!changed) return;
    area.value = sheet.lines.map((it) => it.body).join("\n");
    const row = sheet.lines.indexOf(current);
    if (document.activeElement === area && row >= 0) {
      const start = sheet.lines.slice(0, row).reduce((sum, it) => sum + it.body.length + 1, 0);
      const caret = Math.min(start + column, start + current.body.length);
      area.setSelectionRange(caret, caret);
    }
  };
  root.addEventListener("lines", ({ detail }) => {
    for (const sheet of sheets) merge(sheet, detail.filter((it) => it.dataset.section === sheet.section));
  });

  root.addEventListener("pen-taken", () => {
    if (waits() || sending) flush();
    else location.assign(at);
  });
  // Sections were added or taken out elsewhere: read anew as soon as everything is saved.
  root.addEventListener("sections", () => {
    const wait = setInterval(() => {
      if (waits() || sending) return;
      clearInterval(wait);
      location.reload();
    }, 100);
  });

  // Whoever closes the lid in the middle of a sentence finds it again.
  addEventListener("pagehide", () => {
    for (const sheet of sheets) compare(sheet);
    if (waits() && !stopped) navigator.sendBeacon(`${at}/lines`, batch().body);
  });
  // That the writer is there, though nothing is typed.
  setInterval(() => !stopped && fetch(`${at}/lines`, { method: "POST", body: new URLSearchParams({ hand }) }).catch(() => {}), 20000);
})();
