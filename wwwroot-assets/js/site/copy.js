// <button data-copy="text" data-done="Đã chép" hidden>: shown only where it can work.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const label = button.querySelector('span') ?? button;
      const words = label.textContent;
      await navigator.clipboard.writeText(button.dataset.copy);
      label.textContent = button.dataset.done;
      setTimeout(() => { label.textContent = words; }, 2000);
    });
  }
}
