/** Filters what is shown. Without it the page shows everything. */
export const script = `
const form = document.querySelector('form');
if (form) {
  form.hidden = false;
  const told = document.getElementById('shown');
  const items = [...document.querySelectorAll('[data-severity]')];
  const filter = () => {
    const wanted = new Set(new FormData(form).getAll('severity'));
    const words = form.elements.words.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const fresh = form.elements.fresh.checked;
    let shown = 0;
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      const fits = wanted.has(item.dataset.severity) && (!fresh || item.dataset.fresh === 'yes') && words.every((word) => text.includes(word));
      item.hidden = !fits;
      if (fits) shown++;
    }
    told.textContent = shown + ' of ' + items.length + ' findings are shown';
  };
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  filter();
}
`;
