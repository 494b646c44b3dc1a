// Tells the platform that registration is done (LTI Dynamic Registration 1.0, 3.2.1). At once,
// unless there is something that the administrator must read first.
(() => {
  const close = () => {
    const platform = window.opener ?? window.parent;
    platform.postMessage({ subject: "org.imsglobal.lti.close" }, "*");
  };
  document.querySelector('[data-do="close"]')?.addEventListener("click", close);
  if (document.currentScript?.dataset.atOnce === "yes") {
    close();
  }
})();
