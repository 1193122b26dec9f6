// The first view ships no font. After load it is fetched once; from the cookie on, the server links it.
const fontLink = document.querySelector('body[data-fonts]');
const network = navigator.connection;
if (fontLink?.dataset.fonts && !(network && (network.saveData || /2g/.test(network.effectiveType)))) {
  addEventListener('load', () => {
    const fetchFonts = async () => {
      const files = fontLink.dataset.fonts.split(' ');
      await Promise.all(files.map(file => fetch(file, { priority: 'low' }).then(answer => answer.blob())));
      document.cookie = 'fonts=1; path=/; max-age=31536000; samesite=lax';
    };
    (window.requestIdleCallback ?? setTimeout)(() => fetchFonts().catch(() => {}));
  });
}
