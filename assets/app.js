// Small help for every page; each page also works without it.
"use strict";

(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  let forget = 0;

  // ---------------------------------------------------------------- waiting: the bar shows itself after 300 ms
  const wait = () => {
    root.dataset.waiting = "";
    clearTimeout(forget);
    forget = setTimeout(done, 20000); // a download leaves the page where it is
  };
  const done = () => {
    clearTimeout(forget);
    delete root.dataset.waiting;
  };
  addEventListener("submit", (event) => { if (!event.defaultPrevented) wait(); });
  addEventListener("pageshow", done);
  addEventListener("htmx:beforeRequest", wait);
  addEventListener("htmx:afterRequest", done);

  // ---------------------------------------------------------------- a failed request of htmx shows what happened
  const trouble = (shown) => {
    const notice = byId("trouble");
    if (notice) notice.hidden = !shown;
  };
  addEventListener("htmx:beforeRequest", () => trouble(false));
  addEventListener("htmx:sendError", () => trouble(true));
  addEventListener("htmx:responseError", (event) => {
    const { requestConfig, pathInfo } = event.detail;
    if (requestConfig.verb === "get") location.assign(pathInfo.finalRequestPath);
    else trouble(true);
  });

  // ---------------------------------------------------------------- focus is moved and results are announced
  const announce = (text) => {
    const announcer = byId("announcer");
    if (announcer && text) announcer.textContent = text;
  };
  const focus = (element) => {
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus();
  };
  addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    const wanted = target.querySelector("[data-focus]");
    if (wanted) focus(wanted);
    else if (document.activeElement === document.body && target.isConnected) focus(target);
    const shown = (target.id && byId(target.id)) || target; // swapped as a whole, the target is the old one
    const said = shown.matches("[data-announce]") ? shown : shown.querySelector("[data-announce]");
    if (said) announce(said.textContent.replace(/\s+/g, " ").trim());
  });

  // ---------------------------------------------------------------- the other language leads to what is shown now
  addEventListener("htmx:pushedIntoHistory", () => {
    const link = document.querySelector("header a[hreflang]");
    const here = `/${root.lang}/`;
    if (!link || !location.pathname.startsWith(here)) return;
    link.href = `/${link.hreflang}/${location.pathname.slice(here.length)}${location.search}`;
  });

  // ---------------------------------------------------------------- menus close on Escape and on a click elsewhere
  const open = () => document.querySelectorAll("details[data-menu][open]");
  addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // ---------------------------------------------------------------- forms
  const persian = /[۰-۹٠-٩]/g;
  addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches("[data-latin-digits]") || !persian.test(field.value)) return;
    field.value = field.value.replace(persian, (digit) => String(digit.codePointAt(0) & 15));
  });

  // ---------------------------------------------------------------- what is typed is saved when one leaves the page
  const unsaved = new WeakSet();
  const keeping = "form[data-save-on-leave]";
  for (const kind of ["input", "change"]) {
    addEventListener(kind, ({ target }) => { const form = target.closest(keeping); if (form) unsaved.add(form); }, true);
  }
  addEventListener("submit", ({ target }) => unsaved.delete(target));
  addEventListener("htmx:beforeRequest", ({ target }) => unsaved.delete(target));
  addEventListener("htmx:sendError", ({ target }) => { if (target.matches(keeping)) unsaved.add(target); });
  addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll(keeping)) {
      if (!unsaved.has(form)) continue;
      const body = new FormData(form);
      for (const input of form.querySelectorAll('input[type="file"]')) body.delete(input.name);
      fetch(form.getAttribute("hx-post"), { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true });
      unsaved.delete(form);
    }
  });

  // ---------------------------------------------------------------- what is refused while one types, at its field
  addEventListener("htmx:afterSettle", () => {
    for (const told of document.querySelectorAll("[data-errors]")) {
      const control = byId(told.id.replace(/_error$/, ""));
      if (!control || !control.matches("input, select, textarea")) continue;
      if (told.childElementCount) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  });

  // ---------------------------------------------------------------- a file is chosen by a button in the page's language
  const ownFile = (place) => {
    const input = place.querySelector("input"), name = place.querySelector("[data-file-name]");
    const none = name.textContent;
    input.className = "sr-only"; // without a width of its own
    place.querySelector("[hidden]").hidden = false;
    input.addEventListener("change", () => {
      name.textContent = Array.from(input.files, (file) => file.name).join(", ") || none;
    });
  };

  // ---------------------------------------------------------------- an address is copied, where the browser lets us
  const copies = (button) => {
    const told = button.textContent;
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      const address = byId(button.dataset.copies);
      try {
        await navigator.clipboard.writeText(address.value);
      } catch { // not allowed: chosen, it can be copied by hand
        address.select();
        return;
      }
      button.textContent = button.dataset.copied;
      announce(button.dataset.copied);
      setTimeout(() => { button.textContent = told; }, 3000);
    });
  };

  // ---------------------------------------------------------------- clocks that go on, and time that is left
  const numeral = new Intl.NumberFormat(root.lang === "fa" ? "fa" : "en", { minimumIntegerDigits: 2, useGrouping: false });
  const clock = (place) => new Intl.DateTimeFormat(root.lang === "fa" ? "fa" : "en-GB", {
    timeZone: place.dataset.clock, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const counted = (number, unit) =>
    new Intl.NumberFormat(root.lang === "fa" ? "fa" : "en", { style: "unit", unit, unitDisplay: "long" }).format(number);
  const inDays = (hours) => {
    const parts = [counted(Math.floor(hours / 24), "day"), ...(hours % 24 ? [counted(hours % 24, "hour")] : [])];
    return new Intl.ListFormat(root.lang === "fa" ? "fa" : "en").format(parts);
  };
  const left = (until) => {
    const seconds = Math.max(0, Math.round((Date.parse(until) - Date.now()) / 1000));
    if (seconds >= 86400) return inDays(Math.floor(seconds / 3600));
    const parts = [(seconds / 60) % 60, seconds % 60];
    if (seconds >= 3600) parts.unshift(seconds / 3600);
    return parts.map((part) => numeral.format(Math.floor(part))).join(":");
  };
  const tick = () => {
    for (const place of document.querySelectorAll("[data-countdown]")) place.textContent = left(place.dataset.countdown);
    for (const place of document.querySelectorAll("[data-clock]")) place.textContent = clock(place).format(Date.now());
  };

  const start = () => {
    if (document.querySelector("[data-countdown], [data-clock]")) setInterval(tick, 1000);
    document.querySelectorAll("[data-file]").forEach(ownFile);
    document.querySelectorAll("[data-copies]").forEach(copies);
    for (const input of document.querySelectorAll('input[type="hidden"][name="time_zone"]')) {
      if (!input.value) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
    }
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
    const done = document.querySelector("[data-done-at]");
    if (done) history.replaceState(null, "", done.dataset.doneAt); // read anew, nothing is done twice
    const wanted = document.querySelector("[data-focus]");
    if (wanted) focus(wanted);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
