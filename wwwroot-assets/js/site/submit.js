// A second click while the first is on its way does nothing. The server is safe without this; the reader is calmer with it.
addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = '1';
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
addEventListener('pageshow', () => { for (const form of document.forms) delete form.dataset.sent; });
