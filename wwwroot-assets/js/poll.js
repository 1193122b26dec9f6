// <div data-poll="address" data-state="words">: asks while the page is looked at, and reloads when the answer is another. Without script the page refreshes itself.
const watched = document.querySelector('[data-poll]');
if (watched) {
  let misses = 0;
  const ask = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(watched.dataset.poll, { cache: 'no-store' });
        if (answer.ok && await answer.text() !== watched.dataset.state) return location.reload();
        misses = answer.ok ? 0 : misses + 1;
      } catch { misses++; }
    }
    setTimeout(ask, Math.min(4000 * 2 ** misses, 60000));
  };
  setTimeout(ask, 4000);
}
