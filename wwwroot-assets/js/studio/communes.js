for (const group of document.querySelectorAll('[data-communes]')) {
  const province = group.querySelector('[name="ProvinceId"]');
  const commune = group.querySelector('[name="UnitId"]');
  const button = group.querySelector('[name="Step"]');
  if (province && commune && window.fetch) {
    button.hidden = true;
    province.addEventListener('change', async () => {
      const chosen = province.value;
      const first = commune.options[0] && commune.options[0].value === '' ? commune.options[0] : null;
      commune.replaceChildren(...(first ? [first] : []));
      try {
        const answer = await fetch(group.dataset.communes + '?province=' + encodeURIComponent(chosen), { credentials: 'same-origin' });
        const rows = await answer.json();
        if (province.value === chosen) {
          // A commune kept with the draft could not be chosen before its province had filled the list.
          const kept = commune.dataset.kept;
          commune.append(...rows.map(row => new Option(row.name, row.id, false, String(row.id) === kept)));
        }
      } catch {
        button.hidden = false;
      }
    });
  }
}
