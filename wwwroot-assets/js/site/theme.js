// The form works by itself (POST, cookie, back); here it only saves the round trip.
const themeForm = document.querySelector('form[data-theme-form]');
if (themeForm && window.fetch) {
  const root = document.documentElement;
  themeForm.addEventListener('submit', event => {
    event.preventDefault();
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  });
}
