const decision = document.querySelector('[data-decision]');
if (decision) {
  const keys = { a: 'Approve', r: 'AskChanges', n: 'Reject' };
  document.addEventListener('keydown', event => {
    const typing = event.target.closest('input:not([type="checkbox"]), textarea, select');
    if (keys[event.key] && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      decision.querySelector(`[value="${keys[event.key]}"]`).focus();
    }
  });
}
