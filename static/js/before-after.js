/**
 * <before-after>: lays two pictures on each other, with a slider that says how much of the first is seen.
 *
 * Without this script, on paper and where one picture is missing they stand side by side under their labels.
 */
class BeforeAfter extends HTMLElement {
  connectedCallback() {
    this.range = this.querySelector("input[type=range]");
    if (!this.range) return;
    this.range.hidden = false;
    this.range.addEventListener("input", () => this.show());
    this.toggleAttribute("ready", true);
    this.show();
  }

  show() {
    this.style.setProperty("--seen", `${this.range.value}%`);
    this.range.setAttribute("aria-valuetext", this.range.dataset.words.replace("#", this.range.value));
  }
}

customElements.define("before-after", BeforeAfter);
