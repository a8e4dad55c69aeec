// Passkeys: a form with data-passkey asks the device first, then sends what it answered (W3C Web Authentication).
"use strict";

(() => {
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  // ---------------------------------------------------------------- the two ceremonies
  const create = async (form, { publicKey }) => {
    const alone = form.elements.passwordless?.checked;
    const residentKey = alone ? "required" : "discouraged";
    const userVerification = alone ? "required" : "preferred";
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: known(publicKey.excludeCredentials),
        authenticatorSelection: {
          ...publicKey.authenticatorSelection, residentKey, requireResidentKey: Boolean(alone), userVerification,
        },
      },
    });
  };
  const get = async (form, { publicKey }) => navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) },
  });

  const answer = (credential) => {
    const { response } = credential;
    const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])])),
    });
  };

  // ---------------------------------------------------------------- options stand in the page, or are fetched
  const options = async (form) => {
    const place = form.dataset.passkeyOptions;
    if (place) {
      const given = JSON.parse(document.getElementById(place).textContent);
      return given.creation_options || given.request_options;
    }
    const reply = await fetch(form.action, { headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" } });
    return (await reply.json()).request_options;
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const trouble = form.querySelector("[data-passkey-trouble]");
      if (trouble) trouble.hidden = true;
      try {
        const ceremony = form.dataset.passkey === "create" ? create : get;
        form.elements.credential.value = answer(await ceremony(form, await options(form)));
        form.submit();
      } catch (error) {
        if (trouble) trouble.hidden = false;
      }
    });
  }
})();
