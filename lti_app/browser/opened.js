// This page is the answer to a form. Without this a reload would ask whether to send it again.
(() => {
  const query = location.search.replace(/^\?open=1&?/, "");
  history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
})();
