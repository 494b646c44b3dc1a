// Keeps what was typed on the screen until the tool has it: sends the form without leaving the
// page, goes on when that worked, and says so when it did not. What the tool finds wrong in the form
// it shows itself, with all that was typed: then the form is posted. So it is without script too.
(() => {
  const said = document.currentScript?.dataset ?? {};
  const problem = document.getElementById("problem");
  const form = document.querySelector("form[data-keep]");
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  let changed = false;
  let sending = false;

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
    tell("");
    const response = await send().catch(() => null);
    sending = false;
    if (response?.ok) {
      changed = false;
      location.assign(response.url);
      return;
    }
    if (response?.status === 400 || response?.status === 409) {
      changed = false;
      form.submit();
      return;
    }
    tell(response?.status === 401 ? said["over"] : said["failed"]);
  });

  /** @returns {Promise<Response>} */
  function send() {
    const fields = new FormData(/** @type {HTMLFormElement} */ (form));
    const secret = String(fields.get("launch_secret"));
    const body = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
    const { action } = /** @type {HTMLFormElement} */ (form);
    return fetch(action, { method: "POST", body, headers: { "X-Launch-Secret": secret } });
  }

  /** @param {string | undefined} text */
  function tell(text = "") {
    if (problem) {
      problem.textContent = text;
      problem.className = text ? "utrecht-alert utrecht-alert--error" : "";
      problem.scrollIntoView({ block: "nearest" });
    }
  }
})();
