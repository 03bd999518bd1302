// Keeps the line "4 of 9 answered" on each tab true while Wagtail saves by itself, and leads from what is missing to
// its field, opening the section it stands in.
(() => {
  async function refresh() {
    const edit = window.location.pathname.match(/^(.*)pages\/(\d+)\/edit\//);
    if (!edit) return;
    const response = await fetch(`${edit[1]}completeness/${edit[2]}/`);
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    fresh.querySelectorAll("[data-completeness]").forEach((progress) => {
      const old = document.querySelector(`[data-completeness="${progress.dataset.completeness}"]`);
      if (!old) return;
      progress.open = old.open;
      old.replaceWith(progress);
    });
  }

  document.addEventListener("w-autosave:success", refresh);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-completeness] a[href^='#']");
    const section = link && document.getElementById(link.hash.slice(1));
    if (!section) return;
    event.preventDefault();
    const toggle = section.querySelector("[data-panel-toggle][aria-expanded='false']");
    if (toggle) toggle.click();
    section.scrollIntoView({ block: "start" });
    const field = section.querySelector("input:not([type=hidden]), textarea, select, [contenteditable=true], button.chooser__choose-button, [data-chooser-action-choose]");
    if (field) field.focus({ preventScroll: true });
  });
})();
