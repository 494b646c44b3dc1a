// Keeps what was typed on the screen until the tool has it: sends the form in one request without
// leaving the page, goes on when that worked, and says at the field what did not. The page that comes
// after it opens at what was done. Without script the form is posted, and the page that comes back
// says the same.
(() => {
  /**
   * What the tool finds wrong (views/feedback_form.py); `seen` is the state to write over next.
   *
   * @typedef {{problem: string, field: string, wrong: boolean, other: string | null, seen: string}} Told
   */
  const said = document.currentScript?.dataset ?? {};
  const place = document.getElementById("problem");
  const form = document.querySelector("form[data-keep]");
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  let changed = false;
  let sending = false;

  document.getElementById("_sent")?.focus();

  form.addEventListener("input", () => {
    changed = true;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) {
      event.preventDefault();
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) {
      return;
    }
    sending = true;
    clear();
    const [status, body] = await send().catch(() => [0, null]);
    sending = false;
    if (status === 200 && body?.after) {
      changed = false;
      location.assign(body.after);
    } else if (body?.problem) {
      mend(body);
    } else {
      tell((status === 401 ? said["over"] : said["failed"]) ?? "");
    }
  });

  /** @returns {Promise<[number, any]>} */
  async function send() {
    const fields = new FormData(/** @type {HTMLFormElement} */ (form));
    const secret = String(fields.get("launch_secret"));
    const body = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
    const { action } = /** @type {HTMLFormElement} */ (form);
    const headers = { "X-Launch-Secret": secret, "Accept": "application/json" };
    const response = await fetch(action, { method: "POST", body, headers });
    return [response.status, await response.json()];
  }

  /** @param {string} name @returns {HTMLInputElement} */
  function field(name) {
    return /** @type {any} */ (form).elements.namedItem(name);
  }

  /** @param {Told} told */
  function mend({ problem, field: name, wrong, other, seen }) {
    field("seen").value = seen;
    tell(problem, other);
    const box = field(name);
    if (wrong) {
      box.setAttribute("aria-invalid", "true");
    }
    box.setAttribute("aria-describedby", "problem");
    box.focus();
  }

  /** @param {string} text @param {string | null} [other] */
  function tell(text, other = null) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("problem-said"));
    const alert = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const line = alert.querySelector("p");
    if (line) {
      line.textContent = text;
    }
    if (other !== null) {
      const words = document.createElement("div");
      Object.assign(words, { className: "learner-text", dir: "auto", textContent: other });
      line?.after(words);
    }
    place?.replaceChildren(alert);
    place?.scrollIntoView({ block: "nearest" });
  }

  function clear() {
    place?.replaceChildren();
    for (const name of ["feedback", "points"]) {
      for (const state of ["aria-invalid", "aria-describedby"]) {
        field(name)?.removeAttribute(state);
      }
    }
  }
})();
