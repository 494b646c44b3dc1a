// Asks the platform to keep or give back a secret (LTI postMessage Storage 0.1), then goes on.
// Canvas names a frame and answers to either spelling of the subjects, Sakai says "_parent".
(() => {
  /**
   * @typedef {object} Task
   * @property {"put" | "get"} do
   * @property {string} target the platform's name of the frame, or "_parent"
   * @property {string} origin the only origin we talk to
   * @property {string} key
   * @property {string} [value]
   * @property {string} [field] where the answer goes
   * @property {string | null} after where to go on after putting
   */
  const PATIENCE = 2500;
  const AGAIN = 250;
  /** @type {Task} */
  const task = JSON.parse(document.getElementById("task")?.textContent ?? "{}");
  const subjects = [`lti.${task.do}_data`, `org.imsglobal.lti.${task.do}_data`];
  const id = crypto.randomUUID();
  let done = false;

  /** @returns {Window | null} */
  const frame = () => {
    const platform = window.parent === window ? window.opener : window.parent;
    if (!platform || task.target === "_parent") {
      return platform;
    }
    try {
      return platform.frames[task.target] ?? platform;
    } catch {
      return platform;
    }
  };

  /** @param {string | null} value */
  const goOn = (value) => {
    if (done) {
      return;
    }
    done = true;
    if (task.after) {
      location.replace(task.after);
      return;
    }
    const form = document.getElementById("go");
    if (value && form instanceof HTMLFormElement) {
      const field = form.elements.namedItem(task.field ?? "");
      if (field instanceof HTMLInputElement) {
        field.value = value;
        form.action += location.hash;
        form.submit();
        return;
      }
    }
    const otherwise = document.getElementById("otherwise");
    document.getElementById("wait")?.remove();
    otherwise?.replaceWith(...otherwise.childNodes);
  };

  window.addEventListener("message", (event) => {
    const data = event.data ?? {};
    const answers = subjects.map((subject) => `${subject}.response`);
    if (event.origin !== task.origin || data.message_id !== id || !answers.includes(data.subject)) {
      return;
    }
    if (!data.error) {
      goOn(typeof data.value === "string" ? data.value : null);
    }
  });

  const ask = () => {
    for (const subject of subjects) {
      const message = { subject, message_id: id, key: task.key, value: task.value };
      frame()?.postMessage(message, task.origin);
    }
  };
  ask();
  setInterval(() => done || ask(), AGAIN); // the platform's frame may still be loading
  setTimeout(() => goOn(null), PATIENCE);
})();
