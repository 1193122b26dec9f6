// <div data-typed-communes hidden> around the list: it follows the province, narrowed by the name typed. Without script the server looks it up.
const holder = document.querySelector('[data-typed-communes]');
if (holder) {
  const [province, typed, select] = ['ProvinceId', 'TypedPlace', 'UnitId'].map(name => document.getElementsByName(name)[0]);
  const fold = text => text.toLowerCase().replace(/đ/g, 'd').normalize('NFD').replace(/[\u0300-\u036f]/g, '').trim();
  let known = '', rows = [];
  const narrow = () => {
    const words = fold(typed.value.split(',')[0]).replace(/^(xa|phuong|thi tran|dac khu) /, '');
    const fits = name => fold(name).includes(words);
    let found = rows.map(row => [row, words && !fits(row.name) ? (row.was.find(name => fold(name) === words) ?? row.was.find(fits)) : '']).filter(pair => pair[1] !== undefined);
    if (!found.length) found = rows.map(row => [row, '']);
    const now = found.filter(pair => fold(pair[0].name) === words), before = found.filter(pair => fold(pair[1]) === words);
    const meant = [now, before, found].find(some => some.length);
    const chosen = !words ? select.value : meant.length === 1 && !typed.value.includes(',') ? meant[0][0].id : '';
    select.replaceChildren(select.options[0], ...found.map(([row, was]) => new Option(was ? `${row.name} (${was})` : row.name, row.id)));
    select.value = chosen;
  };
  const load = async () => {
    const chosen = province.value;
    if (!chosen || chosen === known) return;
    try {
      const answer = await fetch(`${holder.dataset.typedCommunes}?province=${chosen}`);
      const all = answer.ok && await answer.json();
      if (!all || province.value !== chosen) return;
      [known, rows] = [chosen, all];
      narrow();
      holder.hidden = false;
    } catch { /* The name typed is enough. */ }
  };
  province.addEventListener('change', () => { select.value = ''; load(); });
  typed.addEventListener('focus', load);
  typed.addEventListener('input', () => { if (rows.length && known === province.value) narrow(); });
  addEventListener('pageshow', () => { if (holder.hidden) load(); });
}
