// <form data-quantity> with a number input and a submit button: minus and plus buttons beside the number.
for (const form of document.querySelectorAll('form[data-quantity]')) {
  const input = form.querySelector('input[type="number"]');
  const step = (by, sign, label) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button quiet';
    button.textContent = sign;
    button.setAttribute('aria-label', label);
    button.addEventListener('click', () => {
      if (by > 0) input.stepUp(); else input.stepDown();
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    return button;
  };
  input.before(step(-1, '−', form.dataset.less));
  input.after(step(1, '+', form.dataset.more));
  if (form.dataset.quantity === 'submit') {
    let waiting;
    input.addEventListener('change', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { if (input.reportValidity()) form.requestSubmit(); }, 600);
    });
  }
}
