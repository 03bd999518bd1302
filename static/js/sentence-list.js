/**
 * <sentence-list>: hundreds of sentences ([data-at], a link first in each), one tab stop. docs/interview-player.md has
 * the keys. Says what was done by the event "sentence" on one: chosen, widened, played, paused; the sound says "heard".
 */
class SentenceList extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("[data-at]")];
    this.stopAt(this.querySelector(".is-now") ?? this.rows[0]);
    this.addEventListener("click", this.press);
    this.addEventListener("keydown", this.key);
    this.addEventListener("sentence", ({ target, detail }) => {
      if (detail !== "heard") this.stopAt(target).focus();
      else if (!this.contains(document.activeElement)) this.stopAt(target);
    });
    this.dispatchEvent(new Event("renewed", { bubbles: true }));
  }

  /** Its words are read out after its time. */
  stopAt(row) {
    for (const { firstElementChild: link } of this.rows) link.tabIndex = -1;
    const [link, , words] = row.children;
    words.id ||= `${row.id}-words`;
    link.setAttribute("aria-describedby", words.id);
    link.tabIndex = 0;
    return link;
  }

  tell(event, row, detail) {
    event.preventDefault();
    row?.dispatchEvent(new CustomEvent("sentence", { bubbles: true, detail }));
  }

  press(event) {
    const { target, ctrlKey, metaKey, altKey, shiftKey } = event;
    const row = target.closest("[data-at]");
    const pressed = target.closest("a, button");
    if (!row || ctrlKey || metaKey || altKey || (pressed && pressed !== row.firstElementChild)) return;
    // Words that somebody marks stay marked.
    if (!pressed && !shiftKey && !getSelection().isCollapsed) return;
    this.tell(event, row, shiftKey ? "widened" : row.matches(".is-shut") ? "chosen" : "played");
  }

  key(event) {
    const { target, key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const place = this.rows.indexOf(target.parentElement);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: this.rows.length - 1, " ": place }[key];
    if (place < 0 || to === undefined || ctrlKey || metaKey || altKey) return;
    this.tell(event, this.rows[to], key === " " ? "paused" : shiftKey ? "widened" : "chosen");
  }
}

customElements.define("sentence-list", SentenceList);
