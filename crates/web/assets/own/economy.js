// Sliders beside the numbers of a scenario, and the picture that follows them. Without this the numbers are written and computed with a button.
"use strict";

for (const form of document.querySelectorAll("form[data-levers]")) {
  const result = document.getElementById(form.dataset.levers);
  const told = document.getElementById("result-told");
  if (!result) continue;

  let waiting = null;
  let asking = null;
  const compute = async () => {
    if (asking) asking.abort();
    asking = new AbortController();
    const asked = new URLSearchParams(new FormData(form));
    for (const field of ["form-id", "version", "name"]) asked.delete(field);
    try {
      const answer = await fetch(`${location.pathname}?${asked}&part=1`, { signal: asking.signal });
      // A number that cannot be: what stood there is not of it, and the button tells at which field.
      const sound = answer.ok && !answer.redirected;
      result.classList.toggle("hh-stale", !sound);
      told.classList.toggle("hh-told--wrong", !sound);
      if (!sound) {
        told.textContent = told.dataset.wrong;
        return;
      }
      result.innerHTML = await answer.text();
      told.textContent = result.querySelector("[data-told]")?.dataset.told ?? "";
    } catch {
      // No connection, or asked again: the next move tries anew.
    }
  };
  const soon = (pause) => {
    clearTimeout(waiting);
    waiting = setTimeout(compute, pause);
  };

  for (const field of form.querySelectorAll("input[data-slider]")) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.className = "hh-slider";
    slider.min = field.dataset.min;
    slider.max = field.dataset.max;
    slider.step = field.dataset.step;
    slider.setAttribute("aria-label", form.querySelector(`label[for="${field.id}"]`)?.textContent ?? field.name);
    const asNumber = (text) => Number(text.replace(",", "."));
    const follow = () => {
      const number = asNumber(field.value);
      slider.value = Number.isFinite(number) ? number : slider.min;
    };
    follow();
    field.after(slider);
    slider.addEventListener("input", () => {
      field.value = document.documentElement.lang === "da" ? slider.value.replace(".", ",") : slider.value;
      soon(15);
    });
    field.addEventListener("input", () => {
      follow();
      soon(250);
    });
  }
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) soon(0);
  });
}
