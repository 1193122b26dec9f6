const grouped = new Intl.NumberFormat(document.documentElement.lang);
for (const form of document.querySelectorAll('[data-receives]')) {
  const waiting = new Map();
  form.addEventListener('input', event => {
    const field = event.target;
    if (!field.name || !field.name.endsWith('.PriceDong')) {
      return;
    }
    // Thousands are shown while typing, but not under a hand that mends a digit in the middle.
    if (/^\d[\d., \u00a0]*$/.test(field.value) && field.selectionStart === field.value.length) {
      field.value = grouped.format(field.value.replace(/\D/g, ''));
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
