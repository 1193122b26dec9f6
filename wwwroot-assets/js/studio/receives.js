for (const form of document.querySelectorAll('[data-receives]')) {
  const waiting = new Map();
  form.addEventListener('input', event => {
    const field = event.target;
    if (!field.name || !field.name.endsWith('.PriceDong')) {
      return;
    }
    const line = field.closest('fieldset').querySelector('[data-receives-text]');
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(async () => {
      try {
        const typed = field.value;
        const answer = await fetch(form.dataset.receives + '?price=' + encodeURIComponent(typed), { credentials: 'same-origin' });
        const told = await answer.json();
        if (field.value === typed) {
          line.textContent = told.text;
        }
      } catch {
        line.textContent = '';
      }
    }, 250));
  });
}
