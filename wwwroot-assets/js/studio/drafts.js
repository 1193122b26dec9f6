// <form data-draft>: what is typed is kept on this phone until the server has it. Hidden fields are the server's and never restored.
// data-draft="posted": the page is the answer to a form and shows what was sent and not saved, so this is what is kept.
const draftForm = document.querySelector('form[data-draft]');
const draftNote = document.querySelector('[data-drafts]');
let shelf;
try {
  shelf = window.localStorage;
} catch { /* Storage is switched off: the form works without. */ }
if (shelf && draftNote) {
  const days = 30 * 24 * 3600e3;
  const path = location.pathname.replace(/^\/(en|fr)(?=\/)/, '');
  const key = 'draft ' + path;
  const isEnglish = document.documentElement.lang === 'en';
  const clock = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : document.documentElement.lang, { day: 'numeric', month: isEnglish ? 'short' : 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
  const say = (words, at) => {
    const text = words.replace('{0}', clock.format(at));
    const line = draftNote.querySelector('p');
    draftNote.hidden = false;
    draftNote.querySelector('[data-take]').hidden = words !== draftNote.dataset.older;
    if (line.textContent !== text) line.textContent = text;
  };
  // The redirect that follows a form means that the server has it; a page reached any other way does not.
  const sent = sessionStorage.getItem('sent');
  const arrival = performance.getEntriesByType('navigation')[0];
  sessionStorage.removeItem('sent');
  if (sent && sent !== key && arrival && arrival.redirectCount) shelf.removeItem(sent);
  if (draftForm) {
    const fields = [...draftForm.elements].filter(field => field.name && !/hidden|file|submit|button/.test(field.type));
    const names = fields.map(field => field.name).join();
    const isTicked = field => /checkbox|radio/.test(field.type);
    const value = field => isTicked(field) ? field.checked : field.value;
    const read = () => fields.map(value);
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    const found = JSON.parse(shelf.getItem(key) || 'null');
    const draft = found && found.names === names && Date.now() - found.at < days ? found : null;
    // As the page came: on a slow connection someone types before this script is here.
    const given = fields.map(field => isTicked(field) ? field.defaultChecked
      : field.options ? ([...field.options].find(option => option.defaultSelected) || field).value : field.defaultValue);
    // What the server had when typing began: a draft goes back by itself only over that, not over what someone wrote meanwhile.
    let was = given;
    const keep = () => {
      const at = Date.now();
      try {
        shelf.setItem(key, JSON.stringify({ at, names, was, values: read() }));
        return at;
      } catch { return 0; }
    };
    const restore = taken => {
      fields.forEach((field, i) => {
        // What was typed a moment ago is newer than the draft.
        if (!taken && value(field) !== given[i]) return;
        if (isTicked(field)) field.checked = draft.values[i];
        else if (field.value !== draft.values[i]) field.value = field.dataset.kept = draft.values[i];
      });
      // Later, when the other modules listen.
      setTimeout(() => {
        for (const field of fields) {
          field.dispatchEvent(new Event('input', { bubbles: true }));
          if (field.dataset.kept) field.dispatchEvent(new Event('change', { bubbles: true }));
        }
      });
      say(draftNote.dataset.restored, draft.at);
    };
    if (draftForm.dataset.draft) {
      was = draft && draft.was || given;
      keep();
      draftForm.append(draftNote);
    } else if (draft && !same(draft.values, given)) {
      draftForm.prepend(draftNote);
      if (same(draft.was, given)) { restore(); keep(); }
      else say(draftNote.dataset.older, draft.at);
      draftNote.querySelector('[data-take]').addEventListener('click', () => { restore(true); keep(); });
    } else {
      shelf.removeItem(key);
      draftForm.append(draftNote);
      const at = same(read(), given) ? 0 : keep();
      if (at) say(draftNote.dataset.kept, at);
    }
    let waiting = 0;
    draftForm.addEventListener('input', event => {
      if (!event.isTrusted) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => { waiting = 0; const at = keep(); if (at) say(draftNote.dataset.kept, at); }, 300);
    });
    // Leaving within that moment loses nothing.
    addEventListener('pagehide', () => { if (waiting) keep(); });
    const settle = () => { clearTimeout(waiting); waiting = 0; };
    draftForm.addEventListener('submit', event => {
      settle();
      const at = keep();
      if (navigator.onLine === false) {
        event.preventDefault();
        say(draftNote.dataset.offline, at);
      } else {
        sessionStorage.setItem('sent', key);
      }
    });
    draftNote.querySelector('[data-drop]').addEventListener('click', () => {
      settle();
      shelf.removeItem(key);
      draftForm.reset();
      draftNote.hidden = true;
    });
  }
}
