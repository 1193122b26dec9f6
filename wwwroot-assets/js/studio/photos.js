// <form data-photo-upload="address">: photos are shrunk on the phone, kept there, and sent in pieces that go on after a cut line, also from the
// next page or tomorrow. Without script, or where the phone cannot keep them, the form sends them in one go.
// <form data-after-photos="address">: is sent once the photos waiting for that address are.
const uploadNote = document.querySelector('[data-uploads]');
if (uploadNote && window.indexedDB && window.fetch) {
  const piece = 65536, enough = 110000, tries = 6;
  const sizes = [[1280, .8], [1280, .65], [1280, .5], [960, .5]];
  const form = document.querySelector('form[data-photo-upload]');
  const held = document.querySelector('form[data-after-photos]');
  const [root] = location.pathname.match(/\/studio\/[^/]+\//) || ['/studio/'];
  const token = uploadNote.querySelector('input').value;
  const pause = ms => new Promise(done => {
    const timer = setTimeout(done, ms);
    addEventListener('online', () => { clearTimeout(timer); done(); }, { once: true });
  });
  const say = (words, ...values) => {
    const text = values.reduce((all, value, i) => all.replace(`{${i}}`, value), words);
    const line = uploadNote.querySelector('p');
    uploadNote.hidden = false;
    if (line.textContent !== text) line.textContent = text;
  };
  const shelf = (mode, ask) => new Promise((done, fail) => {
    const open = indexedDB.open('photos', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('waiting', { keyPath: 'id' });
    open.onerror = fail;
    open.onsuccess = () => {
      const change = open.result.transaction('waiting', mode);
      const request = ask(change.objectStore('waiting'));
      change.oncomplete = () => { open.result.close(); done(request.result); };
      change.onabort = change.onerror = fail;
    };
  });
  const shrink = async file => {
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
      const canvas = document.createElement('canvas');
      const brush = canvas.getContext('2d');
      const longest = Math.max(bitmap.width, bitmap.height);
      if (longest <= sizes[0][0] && file.size <= enough) return file;
      let small = file;
      for (const [side, quality] of sizes) {
        const scale = Math.min(1, side / longest);
        canvas.width = Math.round(bitmap.width * scale);
        canvas.height = Math.round(bitmap.height * scale);
        brush.fillStyle = '#fff';
        brush.fillRect(0, 0, canvas.width, canvas.height);
        brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        small = await new Promise(done => canvas.toBlob(done, 'image/jpeg', quality));
        if (small.size <= enough) break;
      }
      return small.size < file.size ? small : file;
    } catch { return file; }
  };
  const ask = (address, method, more = {}) =>
    fetch(address, { method, credentials: 'same-origin', ...more, headers: { RequestVerificationToken: token, ...more.headers } });
  // Answers what the server refused in words, with whether the photo stays here, or nothing once the server has it. A lost line throws.
  const refused = async answer => ({ keep: answer.status === 423, words: answer.status === 404 ? uploadNote.dataset.gone : (await answer.json()).text });
  const send = async (photo, left, got) => {
    const begun = await ask(photo.to, 'POST', { body: new URLSearchParams({ upload: photo.id, length: photo.blob.size }) });
    if ([404, 422, 423].includes(begun.status)) return refused(begun);
    if (begun.status !== 201) throw new Error(begun.status);
    const address = photo.to + '/' + photo.id;
    let at = Number((await ask(address, 'HEAD')).headers.get('Upload-Offset'));
    do {
      say(uploadNote.dataset.sending, left, Math.floor(100 * at / photo.blob.size));
      const answer = await ask(address, 'PATCH', {
        body: photo.blob.slice(at, at + piece),
        headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': at },
      });
      if (answer.status === 422 || answer.status === 423) return refused(answer);
      if (!answer.ok && answer.status !== 409) throw new Error(answer.status);
      photo.at = at = Number(answer.headers.get('Upload-Offset'));
      got();
      if (answer.ok && at >= photo.blob.size) return null;
    } while (true);
  };
  const sendAll = async () => {
    const told = new Set(), kept = new Set();
    let count = 0;
    for (let lost = 0; ;) {
      const waiting = (await shelf('readonly', photos => photos.getAll())).filter(photo => photo.to.includes(root) && !kept.has(photo.id));
      if (!waiting.length) break;
      const photo = waiting[0];
      try {
        const no = await send(photo, waiting.length, () => { lost = 0; });
        if (no) told.add(no.words); else count++;
        if (no && no.keep) kept.add(photo.id);
        else await shelf('readwrite', photos => photos.delete(photo.id));
        lost = 0;
      } catch {
        if (++lost > tries) return say(uploadNote.dataset.unsent);
        say(uploadNote.dataset.waiting, Math.floor(100 * (photo.at || 0) / photo.blob.size));
        await pause(1000 * 2 ** lost);
      }
    }
    if (told.size) say([...told].join(' '));
    else if (count) {
      say(uploadNote.dataset.sent);
      // Not over words that are being typed: they would be gone. The form they stand in shows the new photos when it is sent.
      if (form && ![...document.querySelectorAll('[name^="words"]')].some(field => field.value !== field.defaultValue)) location.reload();
    }
  };
  let running;
  const run = () => running ||= (navigator.locks ? navigator.locks.request('photos', sendAll) : sendAll()).finally(() => { running = null; });
  if (held) {
    held.before(uploadNote);
    // In whichever language they were taken.
    const below = path => path.slice(path.indexOf('/studio/'));
    const waits = async () => (await shelf('readonly', photos => photos.getAll())).some(photo => below(photo.to) === below(held.dataset.afterPhotos));
    held.addEventListener('submit', async event => {
      event.preventDefault();
      try {
        if (await waits()) {
          await run();
          if (await waits()) return;
        }
      } catch { /* What cannot be read from the phone holds nothing up. */ }
      held.submit();
    });
  }
  if (form) {
    form.after(uploadNote);
    // Chosen is enough: the photos go while she goes on, and the button is for phones without script.
    form.querySelector('button').hidden = true;
    const take = async input => {
      try {
        for (const file of [...input.files]) {
          const photo = { id: URL.createObjectURL(new Blob()).slice(-36), to: form.dataset.photoUpload, blob: await shrink(file) };
          await shelf('readwrite', photos => photos.add(photo));
        }
      } catch { return form.submit(); }
      input.value = '';
      run();
    };
    form.addEventListener('change', event => take(event.target));
    // On a slow line photos may be chosen before this script is here.
    for (const input of form.querySelectorAll('[type="file"]')) if (input.files.length) take(input);
  }
  run();
}
