// Passkeys: asks the server for a question, lets the browser put it to the authenticator, and sends the answer as a form.
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? [])))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const keys = (ids) => ids.map((id) => ({ type: "public-key", id: bytes(id) }));

async function make(asked, house) {
  const made = await navigator.credentials.create({
    publicKey: {
      rp: { id: asked.rp, name: house },
      user: { id: bytes(asked.user), name: asked.username, displayName: asked.username },
      challenge: bytes(asked.challenge),
      pubKeyCredParams: asked.algorithms.map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      excludeCredentials: keys(asked.credentials),
      attestation: "none",
      timeout: asked.timeout,
    },
  });
  return {
    "client-data": text(made.response.clientDataJSON),
    "authenticator-data": text(made.response.getAuthenticatorData()),
  };
}

async function showIt(asked) {
  const shown = await navigator.credentials.get({
    publicKey: {
      rpId: asked.rp,
      challenge: bytes(asked.challenge),
      allowCredentials: keys(asked.credentials),
      userVerification: "required",
      timeout: asked.timeout,
    },
  });
  return {
    credential: text(shown.rawId),
    "client-data": text(shown.response.clientDataJSON),
    "authenticator-data": text(shown.response.authenticatorData),
    signature: text(shown.response.signature),
    user: text(shown.response.userHandle),
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const told = form.querySelector("[data-passkey-told]");
  const tell = (words) => {
    told.textContent = words;
    told.hidden = false;
  };
  if (!window.PublicKeyCredential || !window.isSecureContext) {
    tell(form.dataset.without);
    continue;
  }
  const button = form.querySelector("button");
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    told.hidden = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.passkey, { method: "POST", body });
      if (answer.redirected) return location.reload();
      const said = await answer.text();
      // Words of ours, or a page that says what is wrong with more than this.
      if (!answer.ok) return tell(said.startsWith("<") ? form.dataset.failed : said);
      const asked = JSON.parse(said);
      const fields = asked.user ? await make(asked, form.dataset.house) : await showIt(asked);
      for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name, value });
        form.append(field);
      }
      form.submit();
    } catch {
      // Broken off, too late, or no passkey here: nothing has happened.
      tell(form.dataset.broken);
    } finally {
      button.disabled = false;
    }
  });
}
